import { Button } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { NoticesContract } from '#shared/contract/ipc/notices'
import type { ChatId } from '#shared/domain/ids'

import type { IncomingMessage } from '../data/desk-data'
import { useDeskData } from '../data/desk-data-context'
import { createClient, onEvent } from '../ipc/client'
import { noticeWords } from './notice-words'
import classes from './toast.module.css'

export interface IncomingOptions {
  readonly isChatInFront: (id: ChatId) => boolean
  /** The chat on the screen, if any: what a toast of it would say is read there. */
  readonly shownChat: ChatId | null
  readonly openChat: (id: ChatId) => void
  /** Opens it unseen: what a supervisor is told of is a colleague's. */
  readonly watchChat: (id: ChatId) => void
}

/**
 * Main decides once per message how it is told: by the system, by a toast here, or not at all. Answers what the
 * live region should say: a toast speaks for itself, so only messages of the chat in front are spoken by it.
 */
export function useIncoming({ isChatInFront, shownChat, openChat, watchChat }: IncomingOptions): string {
  const data = useDeskData()
  const { t } = useTranslation(['chats', 'cases', 'common', 'shell'])
  const [spoken, setSpoken] = useState('')
  /** Told of as a supervisor: a click on any notice of these looks on. */
  const [late] = useState(() => new Set<ChatId>())

  useEffect(() => {
    const notices = createClient<NoticesContract>('notices')
    const open = (id: ChatId): void => {
      if (late.has(id)) watchChat(id)
      else openChat(id)
    }
    const tell = async (arrival: IncomingMessage): Promise<void> => {
      const { chat, message } = arrival
      if (arrival.kind === 'late') late.add(chat.id)
      else late.delete(chat.id)
      const { title, body } = noticeWords(arrival, t)
      const inFront = isChatInFront(chat.id)
      const verdict = await notices.messageArrived({
        messageId: message.id,
        chatId: chat.id,
        title,
        body,
        isChatInFront: inFront,
      })
      if (verdict === 'toast') await showToast({ id: chat.id, title, body, openChat: open }, t)
      else if (verdict === 'none' && inFront) setSpoken(t('chats:announce', { name: title, text: body }))
    }
    const arrivals = data.onIncoming((arrival) => {
      void tell(arrival)
    })
    const requests = onEvent<NoticesContract, 'chatRequested'>('notices', 'chatRequested', ({ chatId }) => {
      open(chatId)
    })
    return () => {
      arrivals.dispose()
      requests.dispose()
    }
  }, [data, t, isChatInFront, openChat, watchChat, late])

  useEffect(() => {
    if (shownChat !== null) void hideToast(shownChat)
  }, [shownChat])

  return spoken
}

function toastOf(id: ChatId): string {
  return `chat-${id}`
}

async function hideToast(id: ChatId): Promise<void> {
  const { notifications } = await import('@mantine/notifications')
  notifications.hide(toastOf(id))
}

interface Toast {
  readonly id: ChatId
  readonly title: string
  readonly body: string
  readonly openChat: (id: ChatId) => void
}

async function showToast(
  { id, title, body, openChat }: Toast,
  t: TFunction<['chats', 'cases', 'common', 'shell']>,
): Promise<void> {
  const { notifications } = await import('@mantine/notifications')
  const toast = toastOf(id)
  // One toast per chat: a talkative client renews it instead of covering the screen.
  notifications.hide(toast)
  notifications.show({
    id: toast,
    title,
    closeButtonProps: { 'aria-label': t('common:close') },
    message: (
      <div className={classes.toast}>
        <div className={classes.body}>{body}</div>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            notifications.hide(toast)
            openChat(id)
          }}
        >
          {t('shell:toast.open')}
        </Button>
      </div>
    ),
  })
}
