import type { CallRemark } from '#shared/domain/call'
import type { Channel } from '#shared/domain/channel'
import type { Message, PhoneCallContent } from '#shared/domain/message'

import { useTranslation } from '../../../i18n/use-translation'
import { IconButton } from '../../../ui/IconButton'
import { IconInfoCircle, IconNote, IconPhone, IconPhoneIncoming, IconPhoneOutgoing } from '../../../ui/icons'
import { formatPhone } from '../../../ui/phone'
import { formatClock, formatDuration, formatExact } from '../../../ui/time'
import { previewOf } from '../model/preview'
import { CaseEventWords } from './CaseEventWords'
import { useChatsEnvironment } from './chats-environment'
import { ChatEventWords } from './ChatEventWords'
import { useNames } from './names'
import classes from './TimelineLine.module.css'

export interface TimelineLineProps {
  readonly message: Message
  readonly channel: Channel | null
  readonly isLast: boolean
}

/** What is not said by either side: system words and calls, across the column. */
export function TimelineLine({ message, channel, isLast }: TimelineLineProps) {
  const { t, i18n } = useTranslation(['chats', 'common'])
  const channelName = channel ? t(`common:channelKind.${channel.kind}`) : ''
  const { content } = message
  const preview = previewOf(content)
  const line = (
    <div
      className={classes.line}
      role="article"
      tabIndex={isLast ? 0 : -1}
      data-message={message.id}
      title={formatExact(message.atMs, i18n.language)}
    >
      {content.kind === 'phoneCall' ? (
        <PhoneCall call={content} />
      ) : content.kind === 'caseEvent' ? (
        <CaseEventWords event={content.event} />
      ) : content.kind === 'chatEvent' ? (
        <ChatEventWords event={content.event} />
      ) : content.kind === 'channelCall' ? (
        <>
          <IconPhone size={15} aria-hidden />
          <span>
            {content.status === 'missed'
              ? t('content.channelCallMissed', { channel: channelName })
              : t('content.channelCall', { channel: channelName, status: content.status })}
          </span>
        </>
      ) : (
        <>
          <IconInfoCircle size={15} aria-hidden />
          <span className={classes.words}>{preview.kind === 'text' ? preview.text : t(`preview.${preview.key}`)}</span>
        </>
      )}
      <span className={classes.time}>{formatClock(message.atMs, i18n.language)}</span>
      {content.kind === 'phoneCall' && <RemarkButton call={content} />}
    </div>
  )
  const remarks = content.kind === 'phoneCall' ? (content.remarks ?? []) : []
  if (remarks.length === 0) return line
  return (
    <>
      {line}
      {remarks.map((remark) => (
        <CallRemarkView key={remark.agentId} remark={remark} />
      ))}
    </>
  )
}

/** The person's own words about the call, from here: there are some to change, or none yet. */
function RemarkButton({ call }: { readonly call: PhoneCallContent }) {
  const { t } = useTranslation('calls')
  const { openCallRemark } = useChatsEnvironment()
  if (!openCallRemark) return null
  return (
    <IconButton
      label={t('remark.label')}
      size={22}
      className={classes.remarkButton ?? ''}
      onClick={() => {
        openCallRemark(call.callId)
      }}
    >
      <IconNote size={15} stroke={1.8} aria-hidden />
    </IconButton>
  )
}

function CallRemarkView({ remark }: { readonly remark: CallRemark }) {
  const { t, i18n } = useTranslation('calls')
  const names = useNames()
  return (
    <div className={classes.remark} role="note" aria-label={t('remark.label')}>
      <div className={classes.remarkLabel} title={formatExact(remark.writtenAtMs, i18n.language)}>
        {names.agent(remark.agentId)} · {t('remark.onlyColleagues')}
      </div>
      {remark.text}
    </div>
  )
}

function PhoneCall({ call }: { readonly call: PhoneCallContent }) {
  const { t } = useTranslation('chats')
  const Icon = call.direction === 'incoming' ? IconPhoneIncoming : IconPhoneOutgoing
  const outcome = t(`content.call.${call.outcome}`, { duration: formatDuration(call.durationMs) })
  return (
    <>
      <Icon size={15} aria-hidden className={classes.call} data-outcome={call.outcome} />
      <span>
        {t(`content.call.${call.direction}`)} ·{' '}
        {call.route === 'page' ? t('content.call.onPage') : formatPhone(call.number)} · {outcome}
        {call.answeredBy != null && ` · ${t('content.call.answeredBy', { name: call.answeredBy })}`}
      </span>
    </>
  )
}
