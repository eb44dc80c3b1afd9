import { useEffect, useState } from 'react'

import type { CallSnapshot } from '#shared/domain/call'
import type { CallId, ChatId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import type { DeskData } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { useClock } from '../../../ui/clock-context'
import { IconButton } from '../../../ui/IconButton'
import { IconX } from '../../../ui/icons'
import { InlineError } from '../../../ui/InlineError'
import { connectable, joinable, swapTarget } from '#shared/domain/several-calls'
import { callBack } from '../model/call-back'
import { amongOthers, controlsOf, currentCall, firstIncoming } from '../model/call-controls'
import { callKeyAction } from '../model/call-keys'
import { getCallsStore, useCalls } from '../model/calls'
import type { CallsStore } from '../model/calls.store'
import {
  recordingRequests,
  recordingsMirror,
  talkRecording,
  useRecordings,
  type TalkRecording,
} from '../model/recordings'
import { readLastDialled } from '../model/last-dialled'
import { usePush } from '../model/use-push'
import { lineName } from '../model/line-summary'
import { useLines } from '../model/lines'
import { recordingStep, type RecordingAction } from './RecordingButtons'
import { CallBarView } from './CallBarView'
import classes from './RefusedBar.module.css'

/** `--calm` of tokens.css. */
const LEAVING_MS = 180

export interface CallBarProps {
  /** Opens Settings → Lines, offered when there is no line to call with. */
  readonly onOpenLines?: () => void
  /** In front now: nothing is offered that leads to it. */
  readonly shownChat?: ChatId | null
}

/** The bar of the running calls with its keys. Stands above the conversation on every screen. */
export function CallBar({ onOpenLines, shownChat = null }: CallBarProps) {
  const store = getCallsStore()
  const data = useDeskData()
  const calls = useCalls((state) => state.calls)
  const chosen = useCalls((state) => state.chosen)
  const remarkOf = useCalls((state) => state.remarkOf)
  const lines = useLines()
  const recordings = useRecordings()
  const push = usePush()
  const [padOf, setPadOf] = useState<string | null>(null)
  const [transferOf, setTransferOf] = useState<string | null>(null)
  const { call: current, isLeaving } = useLeaving(currentCall(calls, chosen))

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const action = callKeyAction(event)
      if (action === 'redial') {
        event.preventDefault()
        void redialLast(data)
        return
      }
      const { calls: now, chosen: picked } = store.getState()
      const isAnswer = action === 'answer' || action === 'endAndAnswer'
      const call = isAnswer ? firstIncoming(now) : currentCall(now, picked)
      if (!action || !call) return
      event.preventDefault()
      const can = controlsOf(call)
      if (action === 'answer' && can.canAnswer) void store.answer(call.id)
      else if (action === 'endAndAnswer' && can.canAnswer) void store.endAndAnswer(call.id)
      else if (action === 'hangUp' && can.canDecline) void store.decline(call.id)
      else if (action === 'hangUp' && can.canHangUp) void store.hangUp(call.id)
      else if (action === 'mute' && can.canMute) void store.setMuted(call.id, !call.isMuted)
      else if (action === 'hold' && can.canHold && !call.isChangingHold) void store.setHeld(call.id, !call.isHeld)
      else if (action === 'pad' && can.canDtmf) setPadOf((open) => (open === call.id ? null : call.id))
      else if (action === 'transfer' && can.canTransfer) setTransferOf((open) => (open === call.id ? null : call.id))
      else if (action === 'record') record(call, recordingStep)
      else if (action === 'stopRecording') record(call, ({ canStop }) => (canStop ? 'stop' : null))
      else if (action === 'swap') swap(store)
      else if (action === 'join') toggleJoined(store, call)
      else if (action === 'remark' && can.canRemark) toggleRemark(store, call.id)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
    }
  }, [store, data])

  if (!current) return <RefusedBar {...(onOpenLines ? { onOpenLines } : {})} />
  const line = lines && lines.length > 1 ? lines.find((each) => each.account.id === current.accountId) : undefined
  const reachable = new Set<string>(connectable(amongOthers(calls), current.id))
  return (
    <CallBarView
      calls={calls}
      current={current}
      isLeaving={isLeaving}
      line={line ? lineName(line) : null}
      recordingOf={(id) => talkRecording(recordings, id, isActive(calls, id))}
      onRecording={(action) => void recordingRequests()[action]({ callId: current.id })}
      isPadOpen={padOf === current.id}
      onPad={(open) => {
        setPadOf(open ? current.id : null)
      }}
      onChoose={store.choose}
      onAnswer={() => void store.answer(current.id)}
      onDecline={() => void store.decline(current.id)}
      onHangUp={() => void store.hangUp(current.id)}
      onMute={(muted) => void store.setMuted(current.id, muted)}
      onHold={(held) => void store.setHeld(current.id, held)}
      onDigit={(digit) => void store.sendDtmf(current.id, digit)}
      onOpenChat={current.chatId === shownChat ? null : () => void store.openChat(current.id)}
      onAssign={(chatId) => void store.assign(current.id, chatId)}
      onRedial={() => void store.redial(current)}
      onSwap={
        swapTarget(amongOthers(calls)) === null
          ? null
          : () => {
              swap(store)
            }
      }
      onJoin={
        current.isJoined || joinable(amongOthers(calls), current.id) !== null
          ? () => {
              toggleJoined(store, current)
            }
          : null
      }
      others={calls.filter((call) => reachable.has(call.id))}
      isTransferOpen={transferOf === current.id}
      onTransferForm={(open) => {
        setTransferOf(open ? current.id : null)
      }}
      onTransfer={(number) => store.transfer(current.id, number)}
      onConsult={(number) => void store.startCall(number, { accountId: current.accountId })}
      onConnect={(withId) => void store.connect(current.id, withId)}
      isRemarkOpen={remarkOf === current.id}
      onRemark={() => {
        toggleRemark(store, current.id)
      }}
      push={push && { onPush: () => void push.begin(current.id), reason: push.reason }}
      onAnswerOther={(id) => void store.answer(id)}
      onEndAndAnswer={(id) => void store.endAndAnswer(id)}
      onDeclineOther={(id) => void store.decline(id)}
    />
  )
}

/** The number that was dialled last, the same way; nothing where there was none. */
async function redialLast(data: DeskData): Promise<void> {
  const last = await readLastDialled(data)
  if (last) await callBack(data, last)
}

function isActive(calls: readonly CallSnapshot[], id: CallId): boolean {
  return calls.some((call) => call.id === id && call.phase.kind === 'active')
}

function record(call: CallSnapshot, choose: (recording: TalkRecording) => RecordingAction | null): void {
  const { value } = recordingsMirror().getState()
  const action = choose(talkRecording(value, call.id, call.phase.kind === 'active'))
  if (action) void recordingRequests()[action]({ callId: call.id })
}

/** The voice goes to whoever waits; main holds the other. */
function swap(store: CallsStore): void {
  const target = swapTarget(amongOthers(store.getState().calls))
  if (target === null) return
  store.choose(target)
  void store.setHeld(target, false)
}

/** Three talk together, or two again, with this one. */
function toggleJoined(store: CallsStore, call: CallSnapshot): void {
  if (call.isJoined) {
    void store.separate(call.id)
    return
  }
  const other = joinable(amongOthers(store.getState().calls), call.id)
  if (other !== null) void store.join(call.id, other)
}

function toggleRemark(store: CallsStore, id: CallId): void {
  store.openRemark(store.getState().remarkOf === id ? null : id)
}

/** A bar that ends fades before it goes, so that what stood under it does not jump. */
function useLeaving(now: CallSnapshot | null): { readonly call: CallSnapshot | null; readonly isLeaving: boolean } {
  const clock = useClock()
  const [last, setLast] = useState(now)
  if (now && now !== last) setLast(now)
  const isLeaving = now === null && last !== null
  useEffect(() => {
    if (!isLeaving) return
    const timer = clock.schedule(LEAVING_MS, () => {
      setLast(null)
    })
    return () => {
      timer.dispose()
    }
  }, [isLeaving, clock])
  return { call: now ?? last, isLeaving }
}

/** An attempt that led to no call: what was wrong and where to mend it. */
function RefusedBar({ onOpenLines }: CallBarProps) {
  const { t } = useTranslation('calls')
  const refused = useCalls((state) => state.refused)
  if (!refused) return null
  const needsLine = refused.refusal === 'noAccount' || refused.refusal === 'notRegistered'
  return (
    <div className={classes.root}>
      <InlineError
        tone="warn"
        actions={
          <>
            {needsLine && onOpenLines && (
              <button type="button" className={classes.link} onClick={onOpenLines}>
                {t('refused.openLines')}
              </button>
            )}
            <IconButton label={t('refused.dismiss')} size={22} onClick={getCallsStore().dismissRefusal}>
              <IconX size={14} aria-hidden />
            </IconButton>
          </>
        }
      >
        {t(`refused.${refused.refusal}`, { number: refused.number })}
      </InlineError>
    </div>
  )
}
