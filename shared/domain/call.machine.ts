import { assertNever } from '../lib/assert-never'
import type { CallEndReason } from './call'
import { mediaFailed, negotiationFailed, negotiationSucceeded, reconcile, REFUSAL_SHOWN_MS } from './call-negotiation'
import { callOutcome } from './call-outcome'
import {
  isTransferring,
  partnerRelease,
  referWhenStill,
  startTransfer,
  transferFailed,
  transferShown,
  transferTimedOut,
} from './call-transfer'
import type { CallContext, CallEffect, CallEvent, CallState, CallStage, CallStep, Negotiation } from './call-state'

/**
 * ```
 *  outgoing: preparing ─offerReady─► calling ─progress─► ringing ─┐
 *                │                      │ accepted      accepted  ├─► active ─hangUp─► ending ─► ended
 *  incoming: incoming ─answer─► answering ────────accepted────────┘     │
 *                │                      │                               └─ hungUpThere, sessionGone ─► ended
 *                └─ decline, cancelledThere ─► ended
 * ```
 * - `preparing` microphone and offer; `calling` INVITE sent; `ringing` 18x came
 * - `incoming` rings here; `answering` the 200 is being made
 * - `active` both connected; hold, media paths and address changes run as re-INVITEs beside it
 * - `ending` BYE or CANCEL is under way; a 200 that crosses the CANCEL is acknowledged and ended by the library
 * - `ended` terminal
 *
 * A person's request out of place keeps the state and yields a `warn` effect, and so does an impossible event;
 * what may simply come late (answers to a call that is over) is dropped in silence.
 */
export function transitionCall(state: CallState, event: CallEvent, context: CallContext): CallStep {
  switch (state.stage.kind) {
    case 'preparing':
      return whilePreparing(state, event, context)
    case 'calling':
    case 'ringing':
      return whileCalling(state, event, context)
    case 'incoming':
      return whileIncoming(state, event, context)
    case 'answering':
      return whileAnswering(state, event, context)
    case 'active':
      return referWhenStill(whileActive(state, event, context), context)
    case 'ending':
      return whileEnding(state, state.stage, event)
    case 'ended':
      return afterEnd(state, event)
    default:
      return assertNever(state.stage)
  }
}

/** What a person asked for and the call could not do now. */
export function wasOutOfPlace(step: CallStep): boolean {
  return step.effects.some((effect) => effect.kind === 'warn')
}

const ENDING_LIMIT_MS = 4_000

function whilePreparing(state: CallState, event: CallEvent, context: CallContext): CallStep {
  switch (event.kind) {
    case 'offerReady':
      return to(state, { kind: 'calling' }, [{ kind: 'sendInvite' }])
    case 'offerFailed':
    case 'sessionGone':
      return end(state, event.reason, context.nowMs)
    case 'hangUp':
      return end(state, 'cancelled', context.nowMs, [{ kind: 'cancel' }])
    case 'setMuted':
      return mute(state, event.muted)
    default:
      return inAnyLiveStage(state, event)
  }
}

function whileCalling(state: CallState, event: CallEvent, context: CallContext): CallStep {
  switch (event.kind) {
    case 'progress': {
      const hasEarlyMedia = event.hasDescription || (state.stage.kind === 'ringing' && state.stage.hasEarlyMedia)
      return to({ ...state, hasRung: true }, { kind: 'ringing', hasEarlyMedia }, [])
    }
    case 'accepted':
      return activate(state, context.nowMs)
    case 'refused':
    case 'sessionGone':
    case 'offerFailed':
    case 'answerFailed':
      return end(state, event.reason, context.nowMs)
    case 'hangUp':
      return startEnding(state, 'cancelled', context.nowMs, { kind: 'cancel' })
    case 'setMuted':
      return mute(state, event.muted)
    case 'mediaRestarted':
    case 'networkChanged':
      return keep({ ...state, needs: { ...state.needs, iceRestart: true } })
    default:
      return inAnyLiveStage(state, event)
  }
}

function whileIncoming(state: CallState, event: CallEvent, context: CallContext): CallStep {
  switch (event.kind) {
    case 'answer':
      return to(state, { kind: 'answering' }, [{ kind: 'accept' }])
    case 'decline':
    case 'hangUp':
      return end(state, 'declinedHere', context.nowMs, [{ kind: 'reject', status: 603 }])
    case 'turnAway':
      return end(state, 'noAnswer', context.nowMs, [{ kind: 'reject', status: 486 }])
    case 'cancelledThere':
      return end(state, event.isAnsweredElsewhere ? 'answeredElsewhere' : 'cancelled', context.nowMs)
    case 'sessionGone':
      return end(state, 'noAnswer', context.nowMs)
    default:
      return inAnyLiveStage(state, event)
  }
}

function whileAnswering(state: CallState, event: CallEvent, context: CallContext): CallStep {
  switch (event.kind) {
    case 'accepted':
      return activate(state, context.nowMs)
    case 'decline':
    case 'hangUp':
      return end(state, 'declinedHere', context.nowMs, [{ kind: 'reject', status: 603 }])
    case 'cancelledThere':
      return end(state, event.isAnsweredElsewhere ? 'answeredElsewhere' : 'cancelled', context.nowMs)
    case 'hungUpThere':
      return end(state, 'cancelled', context.nowMs)
    case 'answerFailed':
    case 'sessionGone':
      return end(state, event.reason, context.nowMs)
    case 'setMuted':
      return mute(state, event.muted)
    case 'mediaRestarted':
    case 'networkChanged':
      return keep({ ...state, needs: { ...state.needs, iceRestart: true } })
    default:
      return inAnyLiveStage(state, event)
  }
}

function whileActive(state: CallState, event: CallEvent, context: CallContext): CallStep {
  switch (event.kind) {
    case 'hangUp':
      return startEnding(state, isPartner(state) ? 'transferred' : 'hungUpHere', context.nowMs, { kind: 'bye' })
    case 'hungUpThere':
      return end(state, isPartner(state) ? 'transferred' : 'hungUpThere', context.nowMs)
    case 'sessionGone':
      return end(state, isPartner(state) ? 'transferred' : event.reason, context.nowMs)
    case 'answerFailed':
      return end(state, event.reason, context.nowMs)
    case 'hold':
      return state.wantsHold ? outOfPlace(state, event) : reconcile({ ...state, wantsHold: true })
    case 'resume':
      // Whoever is being handed over stays on hold until it is known how that ends.
      return state.wantsHold && !isTransferring(state)
        ? reconcile({ ...state, wantsHold: false })
        : outOfPlace(state, event)
    case 'setMuted':
      return mute(state, event.muted)
    case 'sendDtmf':
      return { state, effects: [{ kind: 'sendDtmf', digits: event.digits }] }
    case 'transfer':
      return isTransferring(state) || isPartner(state)
        ? outOfPlace(state, event)
        : startTransfer(state, event.target, context)
    case 'setPartner':
      return keep({ ...state, transfer: { kind: event.isPartner ? 'partner' : 'none' } })
    case 'transferProgress':
      return state.transfer.kind === 'asked'
        ? keep({ ...state, transfer: { ...state.transfer, status: event.status } })
        : keep(state)
    case 'transferDone':
      return handedOver(state, context.nowMs)
    case 'transferFailed':
      return transferFailed(state, event.reason, context)
    case 'transferTimedOut':
      return transferTimedOut(state, context)
    case 'transferShown':
      return transferShown(state, context)
    case 'dtmfRefused':
      return {
        state: { ...state, problems: { ...state.problems, refusal: 'dtmfRefused' } },
        effects: [{ kind: 'schedule', event: 'refusalShown', afterMs: REFUSAL_SHOWN_MS }],
      }
    case 'progress':
      // Overtaken by the answer.
      return keep(state)
    case 'remoteHoldChanged':
      return keep({ ...state, isHeldRemotely: event.isHeld })
    case 'renegotiated':
      return negotiationSucceeded({ ...state, awaySinceMs: null })
    case 'renegotiationFailed':
      return event.cause === 'dialogGone'
        ? // The BYE is answered 481 too, but lets the library forget the dialog (RFC 3261 §12.2.1.2).
          state.awaySinceMs === null
          ? end(state, 'hungUpThere', context.nowMs, [{ kind: 'bye' }])
          : lostWhileAway(state, state.awaySinceMs)
        : negotiationFailed(state, event.cause, context)
    case 'renegotiationDue':
      return state.negotiation.kind === 'delayed' ? reconcile({ ...state, negotiation: { kind: 'idle' } }) : keep(state)
    case 'signallingLost':
      return inAnyLiveStage({ ...state, negotiation: cut(state.negotiation) }, event)
    case 'returnTimedOut':
      return state.awaySinceMs === null ? keep(state) : lostWhileAway(state, state.awaySinceMs)
    case 'signallingBack':
      return reconcile({
        ...state,
        needs: { ...state.needs, refresh: true },
        problems: { ...state.problems, signallingLost: false },
      })
    case 'mediaRestarted':
      return reconcile({
        ...state,
        needs: { ...state.needs, iceRestart: true },
        problems: { ...state.problems, mediaInterrupted: true },
      })
    case 'networkChanged':
      return reconcile({ ...state, needs: { ...state.needs, iceRestart: true } })
    case 'mediaConnectionChanged':
      return mediaChanged(state, event.state)
    default:
      return inAnyLiveStage(state, event)
  }
}

function mediaChanged(state: CallState, connection: 'connected' | 'disconnected' | 'failed'): CallStep {
  switch (connection) {
    case 'connected':
      return keep({ ...state, mediaFailures: 0, problems: { ...state.problems, mediaInterrupted: false } })
    case 'disconnected':
      return keep({ ...state, problems: { ...state.problems, mediaInterrupted: true } })
    case 'failed':
      return mediaFailed(state)
    default:
      return assertNever(connection)
  }
}

/** What was asked over the connection that is gone is not answered any more. */
function cut(negotiation: Negotiation): Negotiation {
  return negotiation.kind === 'running' ? { ...negotiation, isCut: true } : negotiation
}

/** Facts that can become known in every live stage. */
function inAnyLiveStage(state: CallState, event: CallEvent): CallStep {
  const { problems } = state
  switch (event.kind) {
    case 'signallingLost':
      return keep({ ...state, problems: { ...problems, signallingLost: true } })
    case 'signallingBack':
      return keep({ ...state, problems: { ...problems, signallingLost: false } })
    case 'deviceLost':
      return keep({
        ...state,
        problems:
          event.device === 'input'
            ? { ...problems, microphoneLost: !event.recovered }
            : { ...problems, outputLost: !event.recovered },
      })
    case 'microphoneHeard':
      return keep({ ...state, problems: { ...problems, microphoneSilent: event.isSilent } })
    case 'refusalShown':
      return keep({ ...state, problems: { ...problems, refusal: null } })
    case 'mediaRestarted':
    case 'networkChanged':
    case 'mediaConnectionChanged':
    case 'renegotiationDue':
    case 'endingTimedOut':
    case 'transferTimedOut':
    case 'transferShown':
    case 'returnTimedOut':
      return keep(state)
    default:
      return outOfPlace(state, event)
  }
}

function whileEnding(state: CallState, stage: Extract<CallStage, { kind: 'ending' }>, event: CallEvent): CallStep {
  switch (event.kind) {
    case 'refused':
    case 'sessionGone':
    case 'hungUpThere':
    case 'cancelledThere':
    case 'endingTimedOut':
      return end(state, stage.reason, stage.endedAtMs)
    default:
      return afterEnd(state, event)
  }
}

function afterEnd(state: CallState, event: CallEvent): CallStep {
  switch (event.kind) {
    case 'answer':
    case 'decline':
    case 'turnAway':
    case 'hangUp':
    case 'hold':
    case 'resume':
    case 'setMuted':
    case 'sendDtmf':
    case 'transfer':
      return outOfPlace(state, event)
    default:
      return keep(state)
  }
}

/** NOTIFY 200: the other two talk. Nobody else ends our own leg (facts of the library, row 15). */
function handedOver(state: CallState, nowMs: number): CallStep {
  const { transfer } = state
  if (transfer.kind !== 'asked') return keep(state)
  const step = startEnding({ ...state, transfer: { kind: 'none' } }, 'transferred', nowMs, { kind: 'bye' })
  const { withCall } = transfer.target
  return withCall === null ? step : { ...step, effects: [...step.effects, { kind: 'endPartner', callId: withCall }] }
}

/** Told as far as it is known: it lasted until Otklik was last seen running at least. */
function lostWhileAway(state: CallState, awaySinceMs: number): CallStep {
  return end(state, 'appRestarted', awaySinceMs, [{ kind: 'bye' }])
}

function isPartner({ transfer }: CallState): boolean {
  return transfer.kind === 'partner'
}

function activate(state: CallState, nowMs: number): CallStep {
  const muted: CallEffect[] = state.isMuted ? [{ kind: 'applyMute', muted: true }] : []
  return reconcile({ ...state, stage: { kind: 'active', answeredAtMs: nowMs } }, muted)
}

function mute(state: CallState, muted: boolean): CallStep {
  return { state: { ...state, isMuted: muted }, effects: [{ kind: 'applyMute', muted }] }
}

function startEnding(state: CallState, reason: CallEndReason, nowMs: number, goodbye: CallEffect): CallStep {
  const answeredAtMs = state.stage.kind === 'active' ? state.stage.answeredAtMs : null
  return to(state, { kind: 'ending', reason, answeredAtMs, endedAtMs: nowMs }, [
    goodbye,
    { kind: 'schedule', event: 'endingTimedOut', afterMs: ENDING_LIMIT_MS },
  ])
}

function end(
  state: CallState,
  reason: CallEndReason,
  endedAtMs: number,
  effects: readonly CallEffect[] = [],
): CallStep {
  const { stage } = state
  const answeredAtMs = stage.kind === 'active' || stage.kind === 'ending' ? stage.answeredAtMs : null
  const ended: CallStage = {
    kind: 'ended',
    reason,
    outcome: callOutcome(state.direction, answeredAtMs !== null, reason),
    durationMs: answeredAtMs === null ? 0 : Math.max(0, endedAtMs - answeredAtMs),
  }
  return to(state, ended, [...partnerRelease(state), ...effects, { kind: 'closeMedia' }, { kind: 'record' }])
}

function to(state: CallState, stage: CallStage, effects: readonly CallEffect[]): CallStep {
  return { state: { ...state, stage }, effects }
}

function keep(state: CallState): CallStep {
  return { state, effects: [] }
}

function outOfPlace(state: CallState, event: CallEvent): CallStep {
  return { state, effects: [{ kind: 'warn', message: `${event.kind} in ${state.stage.kind}` }] }
}
