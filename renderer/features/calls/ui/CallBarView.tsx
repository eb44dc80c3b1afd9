import { UnstyledButton } from '@mantine/core'

import type { CallSnapshot } from '#shared/domain/call'
import type { CallId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import {
  IconAlertTriangle,
  IconPhone,
  IconPhoneIncoming,
  IconPhoneEnd,
  IconPhoneOutgoing,
  IconPhonePause,
  IconPlayerRecord,
} from '../../../ui/icons'
import { formatDuration } from '../../../ui/time'
import { isTalking, timerStart } from '../model/call-controls'
import {
  callerName,
  endAdvice,
  noticeText,
  phaseText,
  placeText,
  shownText,
  transferFailureText,
} from '../model/call-text'
import type { TalkRecording } from '../model/recordings'
import { CallButtons, type CallActions } from './CallButtons'
import { CallTimer } from './CallTimer'
import { QualityDot } from './QualityDot'
import { RecordingState } from './RecordingState'
import { WaitingCall } from './WaitingCall'
import classes from './CallBar.module.css'

export interface CallBarViewProps extends CallActions {
  readonly calls: readonly CallSnapshot[]
  readonly current: CallSnapshot
  /** It has ended and is fading away; nothing in it can be pressed any more. */
  readonly isLeaving: boolean
  /** Name of the line that carries the call; `null` when there is only one line. */
  readonly line: string | null
  readonly recordingOf: (id: CallId) => TalkRecording
  readonly isPadOpen: boolean
  readonly onPad: (open: boolean) => void
  readonly onChoose: (id: CallId) => void
  readonly others: readonly CallSnapshot[]
  readonly isTransferOpen: boolean
  readonly onTransferForm: (open: boolean) => void
  readonly onAnswerOther: (id: CallId) => void
  readonly onEndAndAnswer: (id: CallId) => void
  readonly onDeclineOther: (id: CallId) => void
}

/** Over the conversation on every screen while a call exists. */
export function CallBarView(props: CallBarViewProps) {
  const { calls, current, line } = props
  const { t } = useTranslation('calls')
  const since = timerStart(current)
  const advice = endAdvice(current, t)
  const name = callerName(current, t)
  const when = current.phase.kind === 'active' ? 'seen' : 'shown'
  const shown = current.direction === 'outgoing' ? shownText(current.route, current.presentation, t, when) : null
  const notice = noticeText(current, t) ?? transferFailureText(current, t)
  const waiting = calls.filter((call) => call.phase.kind === 'incoming').sort((a, b) => a.startedAtMs - b.startedAtMs)
  const isBusy = isTalking(calls)
  const recording = props.recordingOf(current.id)
  const ended = current.phase.kind === 'ended' ? current.phase : null
  return (
    <section
      className={classes.root}
      data-part="call"
      aria-label={t('bar.label')}
      data-phase={current.phase.kind}
      data-held={current.isHeld || undefined}
      data-leaving={props.isLeaving || undefined}
      inert={props.isLeaving}
    >
      {waiting.map((call, index) =>
        call.id === current.id ? null : (
          <WaitingCall
            key={call.id}
            call={call}
            isTalking={isBusy}
            isFirst={index === 0}
            onAnswer={() => {
              props.onAnswerOther(call.id)
            }}
            onEndAndAnswer={() => {
              props.onEndAndAnswer(call.id)
            }}
            onDecline={() => {
              props.onDeclineOther(call.id)
            }}
          />
        ),
      )}
      {calls.length > 1 && (
        <div className={classes.tabs} role="group" aria-label={t('bar.tabs')}>
          {calls.map((call) => (
            <CallTab
              key={call.id}
              call={call}
              isRecorded={props.recordingOf(call.id).state?.kind === 'recording'}
              isCurrent={call.id === current.id}
              onChoose={props.onChoose}
            />
          ))}
        </div>
      )}
      <div className={classes.row}>
        <PhaseIcon call={current} />
        <div className={classes.who}>
          <div className={classes.names}>
            <b title={name}>{name}</b>
            {current.name && <span>{placeText(current, t)}</span>}
            {line && (
              <span className={classes.line} title={t('bar.line', { line })}>
                {line}
              </span>
            )}
          </div>
          <div className={classes.state}>
            {/* That it rings is said by the window of incoming calls, wherever the person is. */}
            <span role="status" aria-live={current.phase.kind === 'incoming' ? 'off' : 'polite'}>
              {phaseText(current, t)}
            </span>
            {current.isMuted && !ended && <span>{t('bar.muted')}</span>}
            {!ended && <RecordingState {...recording} />}
            {shown !== null && !ended && (
              <span className={classes.shown} title={shown}>
                {shown}
              </span>
            )}
            {advice && <span className={classes.advice}>{advice}</span>}
          </div>
        </div>
        {since !== null && <CallTimer sinceMs={since} label={t('bar.time')} className={classes.timer} />}
        {ended && ended.durationMs > 0 && (
          <span className={`tabular ${classes.timer}`}>{formatDuration(ended.durationMs)}</span>
        )}
        {current.quality && current.phase.kind === 'active' && <QualityDot quality={current.quality} />}
        <CallButtons {...props} call={current} recording={recording} />
      </div>
      {notice !== null && !ended && (
        <p className={classes.notice} role="alert">
          <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
          {notice}
        </p>
      )}
    </section>
  )
}

interface CallTabProps {
  readonly call: CallSnapshot
  readonly isRecorded: boolean
  readonly isCurrent: boolean
  readonly onChoose: (id: CallId) => void
}

function CallTab({ call, isRecorded, isCurrent, onChoose }: CallTabProps) {
  const { t } = useTranslation('calls')
  const since = timerStart(call)
  return (
    <UnstyledButton
      className={classes.tab ?? ''}
      aria-pressed={isCurrent}
      title={phaseText(call, t)}
      onClick={() => {
        onChoose(call.id)
      }}
    >
      {call.notice ? <IconAlertTriangle size={14} stroke={1.8} aria-hidden /> : <PhaseIcon call={call} size={14} />}
      <span className={classes.tabName}>{callerName(call, t)}</span>
      <span className={classes.tabState}>{phaseText(call, t)}</span>
      {isRecorded && <IconPlayerRecord size={14} stroke={2} role="img" aria-label={t('recording.recording')} />}
      {since !== null && <CallTimer sinceMs={since} label={t('bar.time')} />}
    </UnstyledButton>
  )
}

function PhaseIcon({ call, size = 20 }: { readonly call: CallSnapshot; readonly size?: number }) {
  const look = { size, stroke: 1.8, 'aria-hidden': true, className: classes.phase ?? '' } as const
  if (call.phase.kind === 'ended') return <IconPhoneEnd {...look} />
  if (call.isHeld) return <IconPhonePause {...look} />
  if (call.phase.kind === 'active') return <IconPhone {...look} />
  return call.direction === 'incoming' ? <IconPhoneIncoming {...look} /> : <IconPhoneOutgoing {...look} />
}
