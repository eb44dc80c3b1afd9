import { memo } from 'react'

import type { Agent } from '#shared/domain/agent'
import type { Channel } from '#shared/domain/channel'
import type { Message } from '#shared/domain/message'

import { useTranslation } from '../../../i18n/use-translation'
import { formatDay } from '../../../ui/time'
import { isLine, type TimelineItem } from '../model/timeline-items'
import { useIsFound } from './found-words'
import { MessageBubble } from './MessageBubble'
import { NoteBubble } from './NoteBubble'
import { ResponseCard } from './ResponseCard'
import { TimelineLine } from './TimelineLine'
import classes from './TimelineRow.module.css'

/** Each part by itself, so that a row is drawn again when a part of it is another one, and not for the rows beside it. */
export interface TimelineRowProps extends TimelineItem {
  /** As the chat calls them. */
  readonly clientName: string
  /** A conversation that takes no messages takes no changes either. */
  readonly isOpenChat: boolean
  readonly channel: Channel | null
  readonly me: Agent | null
  readonly nowMs: number
  readonly isLast: boolean
  readonly onDelete: (message: Message) => void
  /** What failed, or has not left yet, goes back into the box. */
  readonly onEdit: (message: Message) => void
  /** The text of a sent one is changed. */
  readonly onChange: (message: Message) => void
  /** What stood in it before; `null` for those whom it does not concern. */
  readonly onAudit: ((message: Message) => void) | null
}

function Content(props: TimelineRowProps) {
  const { message } = props
  const { content } = message
  if (content.kind === 'note')
    return <NoteBubble message={message} note={content} me={props.me} isLast={props.isLast} />
  if (content.kind === 'response') return <ResponseCard message={message} response={content} isLast={props.isLast} />
  if (isLine(message)) return <TimelineLine message={message} channel={props.channel} isLast={props.isLast} />
  return <MessageBubble {...props} />
}

function DrawnRow(props: TimelineRowProps) {
  const { message, startsDay, startsUnread, startsGroup, nowMs } = props
  const { t, i18n } = useTranslation('chats')
  const isFound = useIsFound(message.id)
  return (
    <div className={classes.row} data-gap={startsGroup || undefined} data-found={isFound || undefined}>
      {startsDay && <div className={classes.day}>{formatDay(message.atMs, nowMs, i18n.language)}</div>}
      {startsUnread && (
        <div className={classes.divider} role="separator">
          <span>{t('timeline.newMessages')}</span>
        </div>
      )}
      <Content {...props} />
    </div>
  )
}

export const TimelineRow = memo(DrawnRow)
