import { Button } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

import type { NoticesContract, QuietSummary } from '#shared/contract/ipc/notices'
import type { ChatId } from '#shared/domain/ids'

import { createClient, onEvent } from '../ipc/client'
import classes from './toast.module.css'

/** More of them are said as a number. */
const SHOWN = 6

/** What came while it was quiet: one notice that stays until somebody has looked, with a way into each chat (spec N7). */
export function useQuietSummary(openChat: (id: ChatId) => void): void {
  const { t } = useTranslation(['shell', 'common'])
  useEffect(() => {
    const notices = createClient<NoticesContract>('notices')
    const look = async (): Promise<void> => {
      const summary = await notices.takeSummary()
      if (summary) await show(summary, t, openChat)
    }
    void look()
    const ready = onEvent<NoticesContract, 'summaryReady'>('notices', 'summaryReady', () => void look())
    return () => {
      ready.dispose()
    }
  }, [t, openChat])
}

async function show(
  { chats, calls }: QuietSummary,
  t: TFunction<['shell', 'common']>,
  openChat: (id: ChatId) => void,
): Promise<void> {
  const { notifications } = await import('@mantine/notifications')
  const told = [...chats].reverse()
  const id = notifications.show({
    title: t('shell:quiet.title'),
    autoClose: false,
    closeButtonProps: { 'aria-label': t('common:close') },
    message: (
      <div className={classes.summary}>
        {told.slice(0, SHOWN).map((chat) => (
          <Button
            key={chat.chatId}
            size="compact-sm"
            variant="light"
            justify="space-between"
            rightSection={chat.messages + chat.mentions + chat.calls}
            onClick={() => {
              notifications.hide(id)
              openChat(chat.chatId)
            }}
          >
            {chat.name}
          </Button>
        ))}
        {told.length > SHOWN && <div>{t('shell:quiet.more', { count: told.length - SHOWN })}</div>}
        {calls > 0 && <div>{t('shell:quiet.calls', { count: calls })}</div>}
      </div>
    ),
  })
}
