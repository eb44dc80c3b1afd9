import { Button } from '@mantine/core'

import { isForLater } from '#shared/domain/delivery'
import type { Message } from '#shared/domain/message'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { useNow } from '../../../ui/clock-context'
import { IconClock } from '../../../ui/icons'
import { KeyCap } from '../../../ui/keys/KeyCap'
import { formatClock, formatDay } from '../../../ui/time'
import classes from './MessageBubble.module.css'

export interface ScheduledNoteProps {
  readonly message: Message
  readonly sendAtMs: number
  readonly onTakeBack: (message: Message) => void
}

/** Under a message that has not left yet: when it will, and the buttons that change that. */
export function ScheduledNote({ message, sendAtMs, onTakeBack }: ScheduledNoteProps) {
  const { t, i18n } = useTranslation('chats')
  const data = useDeskData()
  const nowMs = useNow(1000)
  const isLater = isForLater(sendAtMs, message.atMs)
  const takeBack = () => {
    onTakeBack(message)
  }
  return (
    <div className={classes.scheduled} role="status">
      <IconClock size={14} aria-hidden />
      <span className="tabular">
        {isLater
          ? t('scheduled.later', {
              day: formatDay(sendAtMs, nowMs, i18n.language),
              time: formatClock(sendAtMs, i18n.language),
            })
          : t('scheduled.undo', { seconds: Math.max(0, Math.ceil((sendAtMs - nowMs) / 1000)) })}
      </span>
      {isLater && (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => {
            void data.retryMessage(message.id)
          }}
        >
          {t('scheduled.now')}
        </Button>
      )}
      <Button
        size="compact-xs"
        variant="subtle"
        title={t('scheduled.takeBackHint')}
        {...(isLater ? {} : { rightSection: <KeyCap action="undoSend" /> })}
        onClick={takeBack}
      >
        {t('scheduled.takeBack')}
      </Button>
    </div>
  )
}
