import { Button } from '@mantine/core'
import type { TFunction } from 'i18next'

import type { ChatId } from '#shared/domain/ids'

import { KeyCap } from '../ui/keys/KeyCap'
import classes from './toast.module.css'

function toastOf(id: ChatId): string {
  return `chat-${id}`
}

export async function hideToast(id: ChatId): Promise<void> {
  const { notifications } = await import('@mantine/notifications')
  notifications.hide(toastOf(id))
}

interface Toast {
  readonly id: ChatId
  readonly title: string
  readonly body: string
  readonly openChat: (id: ChatId) => void
}

export async function showToast(
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
          rightSection={<KeyCap action="toast" />}
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
