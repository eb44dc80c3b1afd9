import { Menu } from '@mantine/core'
import { useState } from 'react'

import type { Message } from '#shared/domain/message'
import type { ActionId } from '#shared/domain/keys/actions'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { IconCopy, IconDots, IconHistory, IconPencil, IconTrash, IconX } from '../../../ui/icons'
import { useKeyWords } from '../../../ui/keys/use-key-words'
import { formatTimeLeft } from '../../../ui/time'
import { deletableForMs, editableForMs, isWorthTelling } from '../model/revision'
import classes from './MessageBubble.module.css'

export interface MessageActionsProps {
  readonly message: Message
  readonly nowMs: number
  /** A conversation that takes no messages takes no changes either. */
  readonly isOpenChat: boolean
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  readonly onDelete: (message: Message) => void
  readonly onChange: (message: Message) => void
  /** `null`: this person is not shown what stood there before. */
  readonly onAudit: ((message: Message) => void) | null
  /** What has not left yet returns to the box. */
  readonly onTakeBack: (message: Message) => void
}

/** Mantine's own list has `keydown`, which the very key that opens the menu would be. */
export const CLOSING_EVENTS = ['mousedown', 'touchstart']

/** The menu itself is built when it is first opened: a screen of messages holds twenty of these. */
export function MessageActions(props: MessageActionsProps) {
  const { message, nowMs, isOpenChat, isOpen, onOpenChange, onDelete, onChange, onAudit, onTakeBack } = props
  const { t } = useTranslation('chats')
  const data = useDeskData()
  const [wasOpened, setWasOpened] = useState(false)
  if (isOpen && !wasOpened) setWasOpened(true)

  const text = message.content.kind === 'text' || message.content.kind === 'link' ? message.content.text : null
  const leftMs = isOpenChat ? deletableForMs(message, nowMs) : null
  const editLeftMs = isOpenChat ? editableForMs(message, nowMs) : null
  const state = message.delivery?.state
  const canCancel = state === 'local' || state === 'scheduled' || state === 'queued'
  const audit = message.direction === 'out' && wasChanged(message) ? onAudit : null
  if (text === null && leftMs === null && editLeftMs === null && !canCancel && !audit) return null

  const button = (
    <button
      type="button"
      className={classes.actions}
      aria-label={t('timeline.actions')}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      data-expanded={isOpen || undefined}
      tabIndex={-1}
      onClick={() => {
        onOpenChange(!isOpen)
      }}
    >
      <IconDots size={18} aria-hidden />
    </button>
  )
  if (!wasOpened) return button
  return (
    <Menu
      opened={isOpen}
      onChange={onOpenChange}
      position={message.direction === 'out' ? 'bottom-start' : 'bottom-end'}
      withinPortal
      returnFocus
      clickOutsideEvents={CLOSING_EVENTS}
    >
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {text !== null && (
          <Menu.Item
            leftSection={<IconCopy size={16} />}
            onClick={() => {
              void navigator.clipboard.writeText(text)
            }}
          >
            {t('timeline.copyText')}
          </Menu.Item>
        )}
        {canCancel && (
          <Menu.Item
            leftSection={<IconX size={16} />}
            onClick={() => {
              if (state === 'scheduled') onTakeBack(message)
              else void data.discardMessage(message.id)
            }}
          >
            {t('timeline.cancelSending')}
          </Menu.Item>
        )}
        {editLeftMs !== null && (
          <Menu.Item
            leftSection={<IconPencil size={16} />}
            rightSection={<TimeAndKey leftMs={editLeftMs} action="editMessage" />}
            onClick={() => {
              onChange(message)
            }}
          >
            {t('timeline.edit')}
          </Menu.Item>
        )}
        {audit && (
          <Menu.Item
            leftSection={<IconHistory size={16} />}
            onClick={() => {
              audit(message)
            }}
          >
            {t('audit.open')}
          </Menu.Item>
        )}
        {leftMs !== null && (
          <Menu.Item
            leftSection={<IconTrash size={16} />}
            c="var(--danger)"
            rightSection={<TimeAndKey leftMs={leftMs} action="deleteMessage" />}
            onClick={() => {
              onDelete(message)
            }}
          >
            {t('timeline.delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function wasChanged({ editedAtMs, content, revision }: Message): boolean {
  return editedAtMs !== null || content.kind === 'deleted' || revision !== null
}

/** «ещё 41 мин · Del»; the time only where it is short. */
function TimeAndKey({ leftMs, action }: { readonly leftMs: number; readonly action: ActionId }) {
  const { t, i18n } = useTranslation('chats')
  const keyWords = useKeyWords()
  return (
    <span style={{ fontSize: 'var(--t12)', color: 'var(--text-3)' }}>
      {isWorthTelling(leftMs) && <>{t('timeline.deleteLeft', { left: formatTimeLeft(leftMs, i18n.language) })} · </>}
      {keyWords.label(action)}
    </span>
  )
}
