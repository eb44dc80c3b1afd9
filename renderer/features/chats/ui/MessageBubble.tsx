import { useState } from 'react'

import { matchesShortcut } from '#shared/domain/keys/shortcut'
import { isHeld } from '#shared/domain/delivery'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { isAction } from '../../../ui/keys/key-table'
import { formatClock, formatExact } from '../../../ui/time'
import { asWished, deletableForMs, editableForMs } from '../model/revision'
import { previewOf } from '../model/preview'
import { MessageContentView } from './content/MessageContentView'
import { DeliveryMark } from './DeliveryMark'
import { FailedNote } from './FailedNote'
import { HeldNote } from './HeldNote'
import { MessageActions } from './MessageActions'
import classes from './MessageBubble.module.css'
import { useNames } from './names'
import { RevisionMark } from './RevisionMark'
import { RevisionNote } from './RevisionNote'
import { ScheduledNote } from './ScheduledNote'
import type { TimelineRowProps } from './TimelineRow'

export function MessageBubble(props: TimelineRowProps) {
  const { message, startsGroup, endsGroup, clientName, isOpenChat, channel, me, nowMs, isLast } = props
  const { onDelete, onEdit, onChange, onAudit } = props
  const { t, i18n } = useTranslation(['chats', 'cases', 'common'])
  const data = useDeskData()
  const names = useNames()
  const [isMenuOpen, setIsMenuOpen] = useState(false)
  const { author, content, delivery } = message
  const isOwn = message.direction === 'out'
  const time = formatClock(message.atMs, i18n.language)
  const isMine = author.kind === 'agent' && author.agentId === me?.id
  // What the channel's rules or a bot sent is said to be theirs: nobody of the colleagues wrote it.
  const authorName =
    author.kind === 'client'
      ? author.name || clientName || t('common:guest')
      : author.kind === 'outside'
        ? t('timeline.outside')
        : isMine
          ? t('common:you')
          : author.kind === 'agent'
            ? names.agent(author.agentId)
            : author.kind === 'rule'
              ? t(`cases:author.${author.rule}`)
              : author.kind === 'bot'
                ? t('cases:author.bot', { bot: names.bot(author.botId) })
                : t('timeline.colleague')
  // What was written before the channel was connected can only have been written elsewhere: said of each, it is noise.
  const isOldOutside = author.kind === 'outside' && message.isHistory === true
  const showsAuthor = startsGroup && isOwn && !isMine && !isOldOutside
  const canDelete = isOpenChat && deletableForMs(message, nowMs) !== null
  const canEdit = isOpenChat && editableForMs(message, nowMs) !== null
  const isHeldHere = isHeld(delivery)

  return (
    <div className={classes.side} data-own={isOwn || undefined}>
      <div
        className={classes.bubble}
        data-own={isOwn || undefined}
        data-kind={content.kind}
        data-first={startsGroup || undefined}
        data-last={endsGroup || undefined}
        data-failed={delivery?.state === 'failed' || undefined}
        role="article"
        aria-label={t('timeline.messageFrom', { name: authorName, time })}
        tabIndex={isLast ? 0 : -1}
        data-message={message.id}
        onContextMenu={(event) => {
          event.preventDefault()
          setIsMenuOpen(true)
        }}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget) return
          if (matchesShortcut(event, 'Enter') || event.code === 'ContextMenu') {
            event.preventDefault()
            setIsMenuOpen(true)
          } else if (isAction(event, 'deleteMessage') && canDelete) onDelete(message)
          else if (isAction(event, 'editMessage') && (canEdit || isHeldHere)) {
            event.preventDefault()
            if (isHeldHere) onEdit(message)
            else onChange(message)
          } else if (isAction(event, 'sendAlso') && isHeldHere) {
            event.preventDefault()
            void data.retryMessage(message.id)
          }
        }}
      >
        {showsAuthor && <div className={classes.author}>{authorName}</div>}
        {message.quote && (
          <blockquote className={classes.quote}>
            <b>{message.quote.authorName ?? t('common:guest')}</b>
            <QuoteWords content={message.quote.content} />
          </blockquote>
        )}
        <MessageContentView message={asWished(message)} channel={channel} />
        <span className={classes.meta}>
          {(message.revision || message.editedAtMs !== null) && <RevisionMark message={message} />}
          <time dateTime={new Date(message.atMs).toISOString()} title={formatExact(message.atMs, i18n.language)}>
            {time}
          </time>
          {delivery && <DeliveryMark delivery={delivery} />}
        </span>
        <MessageActions
          message={message}
          nowMs={nowMs}
          isOpenChat={isOpenChat}
          isOpen={isMenuOpen}
          onOpenChange={setIsMenuOpen}
          onDelete={onDelete}
          onChange={onChange}
          onAudit={onAudit}
          onTakeBack={onEdit}
        />
      </div>
      {message.revision && (
        <RevisionNote
          message={message}
          channel={channel}
          nowMs={nowMs}
          isOpenChat={isOpenChat}
          onChange={onChange}
          onTakeText={onEdit}
        />
      )}
      {delivery?.state === 'scheduled' && (
        <ScheduledNote message={message} sendAtMs={delivery.sendAtMs} onTakeBack={onEdit} />
      )}
      {delivery?.state === 'failed' &&
        (isHeldHere ? (
          <HeldNote message={message} failure={delivery} onEdit={onEdit} />
        ) : (
          <FailedNote message={message} failure={delivery} channel={channel} onEdit={onEdit} />
        ))}
    </div>
  )
}

function QuoteWords({ content }: { readonly content: NonNullable<TimelineRowProps['message']['quote']>['content'] }) {
  const { t } = useTranslation('chats')
  const preview = previewOf(content)
  return <span>{preview.kind === 'text' ? preview.text : t(`preview.${preview.key}`)}</span>
}
