import type { CallEndReason, CallNotice } from './call'
import type { Transfer, TransferFailure, TransferTarget } from './call-transfer'
import type { CallId } from './ids'
import type { CallOutcome } from './message'

/** State, events and effects of one call; the rules are in `call.machine.ts`. */
export interface CallState {
  readonly direction: 'incoming' | 'outgoing'
  readonly startedAtMs: number
  readonly stage: CallStage
  /** The other side said so once, whatever came of it. */
  readonly hasRung: boolean
  readonly isMuted: boolean
  /** Confirmed by the last re-INVITE that succeeded. */
  readonly isHeld: boolean
  /** What the person wants; differs from `isHeld` while a change is under way. */
  readonly wantsHold: boolean
  readonly isHeldRemotely: boolean
  readonly negotiation: Negotiation
  /** Why a re-INVITE is due apart from hold: new media path, or telling the other side our new address. */
  readonly needs: { readonly iceRestart: boolean; readonly refresh: boolean }
  /** Media paths that broke since the last one that stood. */
  readonly mediaFailures: number
  readonly problems: CallProblems
  readonly transfer: Transfer
  /** Otklik was not running after this moment, and whether the other side is still there is not known yet (`call-return`). */
  readonly awaySinceMs: number | null
}

export type CallStage =
  | { readonly kind: 'preparing' }
  | { readonly kind: 'calling' }
  | { readonly kind: 'ringing'; readonly hasEarlyMedia: boolean }
  | { readonly kind: 'incoming' }
  | { readonly kind: 'answering' }
  | { readonly kind: 'active'; readonly answeredAtMs: number }
  | {
      readonly kind: 'ending'
      readonly reason: CallEndReason
      readonly answeredAtMs: number | null
      readonly endedAtMs: number
    }
  | {
      readonly kind: 'ended'
      readonly reason: CallEndReason
      readonly outcome: CallOutcome
      readonly durationMs: number
    }

/**
 * One offer/answer exchange at a time (RFC 3261 §14.1). `delayed`: the next one waits for its timer. `isCut`: the
 * connection that it ran over is gone, and with it the answer.
 */
export type Negotiation =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly hold: boolean; readonly iceRestart: boolean; readonly isCut: boolean }
  | { readonly kind: 'delayed' }

export interface CallProblems {
  readonly signallingLost: boolean
  readonly mediaInterrupted: boolean
  readonly microphoneLost: boolean
  /** It is there and open, and delivers nothing (microphone-silence.ts). */
  readonly microphoneSilent: boolean
  readonly outputLost: boolean
  /** Shown for a few seconds. */
  readonly refusal: 'holdRefused' | 'dtmfRefused' | null
}

export type MediaEndReason = Extract<
  CallEndReason,
  'noMicrophone' | 'microphoneRefused' | 'noCommonCodec' | 'mediaFailed'
>

export type CallEvent =
  // from the person
  | { readonly kind: 'answer' }
  | { readonly kind: 'decline' }
  /** Nobody is asked, and the line says «busy»: the caller's exchange goes on to whoever else may answer. */
  | { readonly kind: 'turnAway' }
  | { readonly kind: 'hangUp' }
  | { readonly kind: 'hold' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'setMuted'; readonly muted: boolean }
  | { readonly kind: 'sendDtmf'; readonly digits: string }
  /** Gives the other side to someone else. */
  | { readonly kind: 'transfer'; readonly target: TransferTarget }
  /** Another call of ours is about to be put in the place of this one, or not any more. */
  | { readonly kind: 'setPartner'; readonly isPartner: boolean }
  // from media
  | { readonly kind: 'offerReady' }
  | { readonly kind: 'offerFailed'; readonly reason: MediaEndReason }
  | { readonly kind: 'answerFailed'; readonly reason: MediaEndReason }
  | { readonly kind: 'mediaConnectionChanged'; readonly state: 'connected' | 'disconnected' | 'failed' }
  /** A new media window that knows nothing of this call. */
  | { readonly kind: 'mediaRestarted' }
  /** This computer has other addresses than before, or slept: the way of the sound leads nowhere. */
  | { readonly kind: 'networkChanged' }
  | { readonly kind: 'deviceLost'; readonly device: 'input' | 'output'; readonly recovered: boolean }
  | { readonly kind: 'microphoneHeard'; readonly isSilent: boolean }
  // from SIP
  | { readonly kind: 'progress'; readonly hasDescription: boolean }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly reason: CallEndReason }
  | { readonly kind: 'cancelledThere'; readonly isAnsweredElsewhere: boolean }
  | { readonly kind: 'hungUpThere' }
  /** The session ended without a word about why: time-outs of the library, the answer to our BYE or CANCEL. */
  | { readonly kind: 'sessionGone'; readonly reason: CallEndReason }
  | { readonly kind: 'remoteHoldChanged'; readonly isHeld: boolean }
  | { readonly kind: 'renegotiated' }
  | { readonly kind: 'renegotiationFailed'; readonly cause: RenegotiationFailure }
  | { readonly kind: 'dtmfRefused' }
  | { readonly kind: 'transferProgress'; readonly status: number }
  | { readonly kind: 'transferDone' }
  | { readonly kind: 'transferFailed'; readonly reason: TransferFailure }
  | { readonly kind: 'signallingLost' }
  | { readonly kind: 'signallingBack' }
  // timers
  | { readonly kind: 'renegotiationDue' }
  | { readonly kind: 'endingTimedOut' }
  | { readonly kind: 'refusalShown' }
  | { readonly kind: 'transferTimedOut' }
  | { readonly kind: 'transferShown' }
  | { readonly kind: 'returnTimedOut' }

/**
 * - `glare` 491: both sides asked at once
 * - `dialogGone` 481: the other side hung up while we were away
 * - `noConnection` nothing came back
 * - `refused` the other side or the media window said no
 */
export type RenegotiationFailure = 'glare' | 'dialogGone' | 'noConnection' | 'refused'

export type CallEffect =
  | { readonly kind: 'prepareOffer' }
  | { readonly kind: 'sendInvite' }
  | { readonly kind: 'sendRinging' }
  | { readonly kind: 'lookUpCaller' }
  | { readonly kind: 'accept' }
  | { readonly kind: 'reject'; readonly status: 486 | 603 }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'bye' }
  | { readonly kind: 'renegotiate'; readonly hold: boolean; readonly iceRestart: boolean }
  | { readonly kind: 'applyMute'; readonly muted: boolean }
  | { readonly kind: 'sendDtmf'; readonly digits: string }
  | { readonly kind: 'refer'; readonly target: TransferTarget }
  /** The transfer failed: the voice comes back here, if no other call has it. */
  | { readonly kind: 'takeBack' }
  | { readonly kind: 'releasePartner'; readonly callId: CallId }
  | { readonly kind: 'endPartner'; readonly callId: CallId }
  | { readonly kind: 'closeMedia' }
  | {
      readonly kind: 'schedule'
      readonly event:
        'renegotiationDue' | 'endingTimedOut' | 'refusalShown' | 'transferTimedOut' | 'transferShown' | 'returnTimedOut'
      readonly afterMs: number
    }
  /** Into the history, once. */
  | { readonly kind: 'record' }
  | { readonly kind: 'warn'; readonly message: string }

export interface CallContext {
  readonly nowMs: number
  /** 0–1 */
  readonly random: number
}

export interface CallStep {
  readonly state: CallState
  readonly effects: readonly CallEffect[]
}

const NO_PROBLEMS: CallProblems = {
  signallingLost: false,
  mediaInterrupted: false,
  microphoneLost: false,
  microphoneSilent: false,
  outputLost: false,
  refusal: null,
}

/** What a call takes over from the one in whose place it comes. */
type KeptState = Pick<CallState, 'isMuted' | 'wantsHold'>

export function newCall(
  direction: 'incoming' | 'outgoing',
  startedAtMs: number,
  kept: KeptState = { isMuted: false, wantsHold: false },
): CallStep {
  const state: CallState = {
    direction,
    startedAtMs,
    stage: direction === 'outgoing' ? { kind: 'preparing' } : { kind: 'incoming' },
    hasRung: false,
    isMuted: kept.isMuted,
    isHeld: false,
    wantsHold: kept.wantsHold,
    isHeldRemotely: false,
    negotiation: { kind: 'idle' },
    needs: { iceRestart: false, refresh: false },
    mediaFailures: 0,
    problems: NO_PROBLEMS,
    transfer: { kind: 'none' },
    awaySinceMs: null,
  }
  // 180 before the look-up: the caller hears the ring whatever the hub does.
  const effects: CallEffect[] =
    direction === 'outgoing'
      ? [{ kind: 'prepareOffer' }, { kind: 'lookUpCaller' }]
      : [{ kind: 'sendRinging' }, { kind: 'lookUpCaller' }]
  return { state, effects }
}

/** The one notice that matters most now. */
export function noticeOf(problems: CallProblems): CallNotice | null {
  if (problems.signallingLost) return 'signallingLost'
  if (problems.mediaInterrupted) return 'mediaInterrupted'
  if (problems.microphoneLost) return 'microphoneLost'
  if (problems.microphoneSilent) return 'microphoneSilent'
  if (problems.outputLost) return 'outputLost'
  return problems.refusal
}

export type CallSound = 'ring' | 'ringback' | 'busy' | 'callEnded'

export function soundOf({ stage }: CallState): CallSound | null {
  if (stage.kind === 'incoming') return 'ring'
  if (stage.kind === 'ringing') return stage.hasEarlyMedia ? null : 'ringback'
  if (stage.kind !== 'ended') return null
  if (stage.reason === 'busy') return 'busy'
  return stage.reason === 'hungUpThere' ? 'callEnded' : null
}
