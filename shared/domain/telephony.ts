import type { AgentId, CallId, ChatId, CommandId } from './ids'

/**
 * A cloud PBX that the company connected, as every desk knows it: one row of the feed. The calls themselves run on the
 * PBX's own phones; Otklik hears of them and may ask for a few things.
 */
export interface Telephony {
  /** Its name for people. */
  readonly provider: string
  readonly capabilities: TelephonyCapabilities
  readonly employees: readonly PbxEmployee[]
  readonly liveCalls: readonly LiveCall[]
  /** What was asked of the PBX of late, the newest first. */
  readonly requests: readonly TelephonyRequest[]
}

export interface TelephonyCapabilities {
  /** Rings the employee's phone first, then the client's. */
  readonly callBack: boolean
  readonly hangUp: boolean
  readonly transfer: boolean
}

export interface PbxEmployee {
  readonly extension: string
  readonly name: string
  /** Who that is in Otklik; `null`: nobody said so. */
  readonly agentId: AgentId | null
}

/** A call that goes on at the PBX now, whichever phone carries it. */
export interface LiveCall {
  readonly id: CallId
  readonly chatId: ChatId | null
  readonly direction: 'incoming' | 'outgoing'
  readonly number: string
  /** Whose phone rings or talks; `null`: none yet (voice menu, queue). */
  readonly extension: string | null
  readonly phase: 'ringing' | 'talking' | 'held'
  readonly startedAtMs: number
}

export interface TelephonyRequest {
  readonly id: CommandId
  readonly kind: 'callBack' | 'hangUp' | 'transfer'
  readonly by: AgentId
  /** Who is to be called, or to whom the call is to go; of a hang-up the client. */
  readonly number: string
  readonly atMs: number
  readonly state: TelephonyRequestState
}

/** `accepted`: the PBX took it and has not said more. */
export type TelephonyRequestState =
  | { readonly kind: 'waiting' | 'accepted' | 'done' }
  | { readonly kind: 'failed'; readonly reason: TelephonyFailure; readonly code: number | null }

/** Closed list: the catalogues say for each what happened and what to do. */
export const TELEPHONY_FAILURES = [
  'notConnected',
  'noExtension',
  'unknownEmployee',
  'badNumber',
  'tooLate',
  'callOver',
  'notPossibleNow',
  'busy',
  'noAnswer',
  'declined',
  'unavailable',
  'restricted',
  'billing',
  'limited',
  'locked',
  'wrongKeys',
  'unreachable',
  'uncertain',
  'serverError',
  'refused',
] as const
export type TelephonyFailure = (typeof TELEPHONY_FAILURES)[number]

/** A wish to ring somebody is meant for now: later it would only startle. */
export const REQUEST_GOOD_FOR_MS = 60_000
