import type { CallRecord } from '#shared/domain/call'
import type { AgentId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { IconButton } from '../../../ui/IconButton'
import {
  IconMessageCircle,
  IconNote,
  IconPhone,
  IconPhoneIncoming,
  IconPhoneOff,
  IconPhoneOutgoing,
} from '../../../ui/icons'
import { formatDuration, formatExact, formatListTime } from '../../../ui/time'
import { placeText } from '../model/call-text'
import { isMissed } from '../model/history'
import { RecordingPlayer } from './RecordingPlayer'
import classes from './CallHistory.module.css'

export interface CallHistoryRowProps {
  readonly call: CallRecord
  readonly nowMs: number
  readonly isNew: boolean
  /** Files of its recording; 0: it was not recorded, or is not kept any more. */
  readonly parts: number
  readonly nameOf: (id: AgentId) => string
  readonly onRemark: () => void
  readonly onCall: () => void
  readonly onOpenChat: (() => void) | null
}

export function CallHistoryRow(props: CallHistoryRowProps) {
  const { call, nowMs, isNew, parts, nameOf, onRemark, onCall, onOpenChat } = props
  const { t, i18n } = useTranslation('calls')
  const missed = isMissed(call)
  const place = placeText(call, t)
  const who = call.name || place || t('page.unknown')
  const side = call.direction === 'incoming' ? 'in' : 'out'
  const Icon = missed ? IconPhoneOff : call.direction === 'incoming' ? IconPhoneIncoming : IconPhoneOutgoing
  return (
    <div className={classes.row} data-missed={missed || undefined} data-new={isNew || undefined}>
      <Icon size={18} stroke={1.7} aria-hidden className={classes.icon} />
      <button type="button" className={classes.main} title={t('page.callBack', { who })} onClick={onCall}>
        <span className={classes.name}>{who}</span>
        <span className={classes.sub}>
          {t(`outcome.${side}.${call.outcome}`)}
          {call.durationMs > 0 && ` · ${formatDuration(call.durationMs)}`}
          {call.name && <span> · {place}</span>}
        </span>
        {call.remarks?.map(({ agentId, text }) => (
          <span key={agentId} className={classes.remark} title={text}>
            {call.remarks && call.remarks.length > 1 && <b>{nameOf(agentId)}: </b>}
            {text}
          </span>
        ))}
      </button>
      <time className={`tabular ${classes.time}`} title={formatExact(call.startedAtMs, i18n.language)}>
        {formatListTime(call.startedAtMs, nowMs, i18n.language)}
      </time>
      <span className={classes.actions}>
        {parts > 0 && <RecordingPlayer callId={call.id} parts={parts} who={who} />}
        <IconButton label={t('remark.label')} hint={t('remark.hint')} size={30} onClick={onRemark}>
          <IconNote size={18} stroke={1.7} aria-hidden />
        </IconButton>
        {onOpenChat && (
          <IconButton label={t('page.openChat')} size={30} onClick={onOpenChat}>
            <IconMessageCircle size={18} stroke={1.7} aria-hidden />
          </IconButton>
        )}
        <IconButton label={t('page.callBack', { who })} size={30} tone="accent" onClick={onCall}>
          <IconPhone size={18} stroke={1.7} aria-hidden />
        </IconButton>
      </span>
    </div>
  )
}
