import type { TransferFailure } from './call-transfer'
import type { AgentId, CallId, ChatId, SipAccountId } from './ids'
import type { CallOutcome } from './message'

/** How the voice goes: over a telephone line, or into the visitor's browser page (spec K6). */
export type CallRoute = 'phone' | 'page'

/** What the client sees of a call (spec K5). `number: null`: the line's own; `note: null`: none. */
export interface CallPresentation {
  readonly number: string | null
  readonly note: string | null
}

/** What every screen sees of one call: a projection of the call machine, sent by main as a whole. */
export interface CallSnapshot {
  readonly id: CallId
  readonly route: CallRoute
  /** The line that carries it; `null` for a call into a page. */
  readonly accountId: SipAccountId | null
  readonly direction: 'incoming' | 'outgoing'
  /** As dialled or as received: a phone number or a SIP user; `''` for a call into a page. */
  readonly number: string
  /** `null`: the client sees what the line always shows. */
  readonly presentation: CallPresentation | null
  /** Name from the client card, else from the SIP display name, else `null`. */
  readonly name: string | null
  readonly chatId: ChatId | null
  readonly subject: string | null
  readonly lastLine: string | null
  /** Everybody with this number, where it is several people's; absent: nobody else's. */
  readonly callers?: readonly CallerChoice[] | undefined
  readonly phase: CallPhase
  readonly startedAtMs: number
  readonly isMuted: boolean
  /** Held by us; `isHeldRemotely` by the other side. */
  readonly isHeld: boolean
  readonly isHeldRemotely: boolean
  /** A hold or resume was asked for and is not confirmed yet. */
  readonly isChangingHold: boolean
  readonly quality: CallQuality | null
  /** Something the person should know while the call goes on; the catalogue has a sentence for each. */
  readonly notice: CallNotice | null
  readonly transfer: CallTransfer | null
  /** Its other side talks with that of another call as well. */
  readonly isJoined: boolean
}

/** One of those who may be at the other end. */
export interface CallerChoice {
  readonly chatId: ChatId
  readonly name: string | null
}

/** The other side is being handed over, or could not be. `number` as dialled. */
export type CallTransfer =
  | { readonly kind: 'running'; readonly number: string; readonly isRinging: boolean }
  | { readonly kind: 'failed'; readonly number: string; readonly reason: TransferFailure }

/**
 * - `preparing` microphone and offer are being made ready
 * - `calling` INVITE sent; `ringing` 180 or 183 came; `incoming` rings here
 * - `answering` 200 being made; `active` both sides connected; `ending` BYE or CANCEL under way
 * - `ended` terminal, kept for a few seconds so that the screen can say why
 */
export type CallPhase =
  | { readonly kind: 'preparing' }
  | { readonly kind: 'calling' }
  | { readonly kind: 'ringing'; readonly hasEarlyMedia: boolean }
  | { readonly kind: 'incoming' }
  | { readonly kind: 'answering' }
  | { readonly kind: 'active'; readonly answeredAtMs: number }
  | { readonly kind: 'ending' }
  | {
      readonly kind: 'ended'
      readonly outcome: CallOutcome
      readonly reason: CallEndReason
      readonly durationMs: number
    }

export type CallEndReason =
  | 'hungUpHere'
  | 'hungUpThere'
  | 'cancelled'
  | 'declinedHere'
  | 'declinedThere'
  | 'busy'
  | 'noAnswer'
  | 'notFound'
  | 'notRegistered'
  | 'unreachable'
  | 'forbidden'
  | 'noMicrophone'
  | 'microphoneRefused'
  | 'noCommonCodec'
  /** The PBX took none of the sound that the line is set to; another kind may do. */
  | 'webrtcRefused'
  | 'rtpRefused'
  | 'srtpRefused'
  | 'mediaFailed'
  | 'answeredElsewhere'
  | 'connectionLost'
  | 'serverBusy'
  | 'serverError'
  | 'appRestarted'
  /** The two others talk with each other now, or another call took the place of this one. */
  | 'transferred'
  // only of calls into a page
  | 'notOnPage'
  | 'notAllowed'
  | 'chatGone'
  | 'noMicrophoneThere'
  | 'microphoneRefusedThere'
  | 'hubAway'
  /** What rang at a colleague could not be taken: it is over, or the PBX gives no such way. */
  | 'pickupRefused'

export type CallNotice =
  | 'microphoneLost'
  | 'microphoneSilent'
  | 'outputLost'
  | 'mediaInterrupted'
  | 'signallingLost'
  | 'holdRefused'
  | 'dtmfRefused'

/** `mos` 1–4.5 by the E-model; loss as a share 0–1; the rest in milliseconds. */
export interface CallQuality {
  readonly verdict: 'good' | 'fair' | 'poor'
  readonly mos: number
  readonly loss: number
  readonly jitterMs: number
  readonly roundTripMs: number | null
  readonly isReceiving: boolean
}

/** What an agent wrote about a call, for colleagues only; each has one, and changes their own. */
export interface CallRemark {
  readonly agentId: AgentId
  readonly text: string
  readonly writtenAtMs: number
}

export const MAX_CALL_REMARK = 4000

/** One line of the call history; what the hub keeps and the timeline shows. */
export interface CallRecord {
  readonly id: CallId
  readonly chatId: ChatId | null
  readonly direction: 'incoming' | 'outgoing'
  /** Absent on records of before there was a choice: by telephone. */
  readonly route?: CallRoute | undefined
  readonly number: string
  readonly name: string | null
  readonly outcome: CallOutcome
  readonly startedAtMs: number
  readonly durationMs: number
  /** Missed calls are unseen until the history is opened. */
  readonly isSeen: boolean
  /** Told when it is recorded, of an outgoing call: it rang at the other side. Absent: not known. */
  readonly hasRung?: boolean | undefined
  /** The colleague who talked, by the PBX's book; absent or `null`: nobody, or not known. */
  readonly answeredBy?: string | null | undefined
  /** In the order of writing; kept apart from what is told of the call. */
  readonly remarks?: readonly CallRemark[] | undefined
}
