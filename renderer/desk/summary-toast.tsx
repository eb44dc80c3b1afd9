import { Button } from '@mantine/core'
import type { TFunction } from 'i18next'

import type { ChatId } from '#shared/domain/ids'

import classes from './toast.module.css'

/** More of them are said as a number. */
const SHOWN = 6

/** In a stream one notice is renewed where it stands: one that leaves and one that comes would never be at rest. */
const STREAM = 'many'
const QUIET = 'quiet'
/** A notice that is renewed begins its time anew only when that is another one. */
const STANDS_MS = 7_000

export interface Summary {
  readonly title: string
  /** The latest first. */
  readonly chats: readonly { readonly chatId: ChatId; readonly name: string; readonly count: number }[]
  /** Calls of nobody's conversation, too. */
  readonly calls: number
  /** Until somebody has looked; else it goes as other notices do. */
  readonly stays: boolean
}

/** What came in many chats as one notice, with a way into each. */
export async function showSummary(
  { title, chats, calls, stays }: Summary,
  t: TFunction<['shell', 'common']>,
  openChat: (id: ChatId) => void,
): Promise<void> {
  const { notifications, notificationsStore } = await import('@mantine/notifications')
  const id = stays ? QUIET : STREAM
  const state = notificationsStore.getState()
  const before = [...state.notifications, ...state.queue].find((notice) => notice.id === id)
  const notice = {
    id,
    title,
    autoClose: stays ? false : before?.autoClose === STANDS_MS ? STANDS_MS + 1 : STANDS_MS,
    closeButtonProps: { 'aria-label': t('common:close') },
    message: (
      <div className={classes.summary}>
        {chats.slice(0, SHOWN).map(({ chatId, name, count }) => (
          <Button
            key={chatId}
            size="compact-sm"
            variant="light"
            justify="space-between"
            rightSection={count}
            onClick={() => {
              notifications.hide(id)
              openChat(chatId)
            }}
          >
            {name}
          </Button>
        ))}
        {chats.length > SHOWN && <div>{t('shell:quiet.more', { count: chats.length - SHOWN })}</div>}
        {calls > 0 && <div>{t('shell:quiet.calls', { count: calls })}</div>}
      </div>
    ),
  }
  if (before) notifications.update(notice)
  else notifications.show(notice)
}
