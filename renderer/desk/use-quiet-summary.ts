import { useEffect } from 'react'

import type { NoticesContract } from '#shared/contract/ipc/notices'
import type { ChatId } from '#shared/domain/ids'

import { useTranslation } from '../i18n/use-translation'
import { createClient, onEvent } from '../ipc/client'
import { showSummary } from './summary-toast'

/** What came while it was quiet: one notice that stays until somebody has looked, with a way into each chat (spec N7). */
export function useQuietSummary(openChat: (id: ChatId) => void): void {
  const { t } = useTranslation(['shell', 'common'])
  useEffect(() => {
    const notices = createClient<NoticesContract>('notices')
    const look = async (): Promise<void> => {
      const summary = await notices.takeSummary()
      if (!summary) return
      const chats = [...summary.chats].reverse().map(({ chatId, name, messages, mentions, calls }) => ({
        chatId,
        name,
        count: messages + mentions + calls,
      }))
      await showSummary({ title: t('shell:quiet.title'), chats, calls: summary.calls, stays: true }, t, openChat)
    }
    void look()
    const ready = onEvent<NoticesContract, 'summaryReady'>('notices', 'summaryReady', () => void look())
    return () => {
      ready.dispose()
    }
  }, [t, openChat])
}
