import { useEffect } from 'react'

import type { LinksContract } from '#shared/contract/ipc/links'
import type { ChatId } from '#shared/domain/ids'

import { useTranslation } from '../i18n/use-translation'
import type { ChatRow } from '../data/desk-data'
import { useDeskData } from '../data/desk-data-context'
import { observedOnce } from '../features/chats'
import { createClient, onEvent } from '../ipc/client'

/** Opens the conversation that a link of our own names, where this desk has it; says so where there is none. */
export function useChatLinks(openChat: (id: ChatId) => void): void {
  const data = useDeskData()
  const { t } = useTranslation(['chats', 'common', 'settings'])
  useEffect(() => {
    const links = createClient<LinksContract>('links')
    const look = async (): Promise<void> => {
      const wish = await links.takeOwn()
      if (wish === null) return
      const say = (words: string) => sayNothingOpens(words, t('common:close'))
      if (wish.kind === 'unreadable') return say(t('chats:header.unreadableLink'))
      if (wish.kind === 'unreadableFile') return say(t(`settings:company.file.${wish.problem}`, { came: wish.came }))
      const known = await observedOnce<ChatRow | null>((tell) => data.observeChat(wish.id, tell))
      if (known) openChat(wish.id)
      else await say(t('chats:header.unknownLink'))
    }
    void look()
    const waiting = onEvent<LinksContract, 'ownWaiting'>('links', 'ownWaiting', () => void look())
    return () => {
      waiting.dispose()
    }
  }, [data, openChat, t])
}

async function sayNothingOpens(message: string, closeLabel: string): Promise<void> {
  const { notifications } = await import('@mantine/notifications')
  notifications.show({ message, closeButtonProps: { 'aria-label': closeLabel } })
}
