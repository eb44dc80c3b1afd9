import { useCallback, useLayoutEffect, useMemo, useRef } from 'react'

import type { Channel } from '#shared/domain/channel'
import type { ChatEvent } from '#shared/domain/chat-event'
import { seenByClient, type SeenByClient as Seen } from '#shared/domain/client-view'
import type { Message } from '#shared/domain/message'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow, TimelinePage } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { IconButton } from '../../../ui/IconButton'
import { IconX } from '../../../ui/icons'
import { formatClock } from '../../../ui/time'
import { useObserved } from '../../../ui/use-observed'
import { MessageContentView } from './content/MessageContentView'
import classes from './SeenByClient.module.css'
import { TimelineLine } from './TimelineLine'

const SHOWN = 100

export interface SeenByClientProps {
  readonly chat: ChatRow
  readonly channel: Channel | null
  readonly onClose: () => void
}

/** The other rendering of the conversation, beside ours and always as it is now (spec M19). */
export function SeenByClient({ chat, channel, onClose }: SeenByClientProps) {
  const { t } = useTranslation(['chats', 'common'])
  const data = useDeskData()
  const page = useObserved<TimelinePage | null>(
    useCallback(
      (listener: (page: TimelinePage) => void) => data.observeTimeline(chat.id, SHOWN, listener),
      [data, chat.id],
    ),
    null,
  )
  const messages = useMemo(() => new Map(page?.messages.map((message) => [message.id, message])), [page])
  const seen = useMemo(
    () => (page && channel ? seenByClient(page.messages, channel.capabilities) : []),
    [page, channel],
  )
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight
  }, [seen])
  const isTraceUnknown =
    channel?.capabilities.deletion?.otherSide === 'unknown' || channel?.capabilities.editing?.otherSide === 'unknown'
  return (
    <section className={classes.root} aria-label={t('seen.title')}>
      <header className={classes.head}>
        <h2>{t('seen.title')}</h2>
        <IconButton label={t('seen.close')} onClick={onClose}>
          <IconX size={18} />
        </IconButton>
      </header>
      <p className={classes.hint}>
        {t('seen.hint')}
        {isTraceUnknown && ` ${t('seen.unknown', { channel: t(`common:channelKind.${channel.kind}`) })}`}
      </p>
      {/* The arrows scroll it; it is no second live region. */}
      <div ref={list} className={classes.messages} role="group" aria-label={t('seen.title')} tabIndex={0}>
        {seen.length === 0 && <p className={classes.hint}>{t('seen.empty')}</p>}
        {seen.map((one) => {
          const message = messages.get(one.id)
          return message && <Line key={one.id} seen={one} message={message} channel={channel} />
        })}
      </div>
    </section>
  )
}

interface LineProps {
  readonly seen: Seen
  readonly message: Message
  readonly channel: Channel | null
}

function Line({ seen, message, channel }: LineProps) {
  const { t, i18n } = useTranslation('chats')
  const { side, atMs, isMarkedEdited, isUncertain } = seen
  const marks = [
    isUncertain ? t('seen.uncertain') : null,
    isMarkedEdited === true ? t('revision.edited') : isMarkedEdited === 'unknown' ? t('seen.maybeEdited') : null,
    formatClock(atMs, i18n.language),
  ]
  return (
    <div className={classes.message} data-side={side}>
      {seen.content.kind === 'chatEvent' && side === 'channel' ? (
        <TimelineLine message={message} channel={channel} isLast={false} />
      ) : (
        <>
          {seen.content.kind === 'chatEvent' ? (
            <MissedCall event={seen.content.event} />
          ) : (
            <MessageContentView message={{ ...message, content: seen.content }} channel={channel} />
          )}
          <span className={classes.meta}>{marks.filter(Boolean).join(' · ')}</span>
        </>
      )}
    </div>
  )
}

/** As the client's page has it: not that we told of the call, but the call. */
function MissedCall({ event }: { readonly event: ChatEvent }) {
  const { t } = useTranslation('chats')
  const note = event.kind === 'missedCallTold' ? event.note : null
  return (
    <p className={classes.missed}>
      {t('seen.missedCall')}
      {note && <small>{note}</small>}
    </p>
  )
}
