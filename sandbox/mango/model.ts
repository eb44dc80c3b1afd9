/** Words of the platform (facts §2–§7), as they stand on the wire. */
export type CallState = 'Appeared' | 'Connected' | 'OnHold' | 'Disconnected'
export type Location = 'ivr' | 'queue' | 'abonent'

/** Result codes that the sandbox gives (facts §7). */
export const CODE = {
  done: 1000,
  callerHungUp: 1110,
  noAnswer: 1111,
  calleeHungUp: 1120,
  busy: 1121,
  rejected: 1122,
  endedByScheme: 1170,
  endedByCommand: 1180,
  badParameters: 3100,
  notPost: 3101,
  wrongSign: 3102,
  missingParameter: 3103,
  wrongFormat: 3104,
  wrongKey: 3105,
  badNumber: 3200,
  noObject: 3300,
  noCall: 3310,
  notPossibleNow: 4100,
  callOver: 4101,
  partyUnavailable: 4200,
} as const

export interface Party {
  readonly extension?: string
  readonly number?: string
  readonly line_number?: string
  readonly was_transferred?: boolean
}

export interface Leg {
  readonly callId: string
  readonly from: Party
  readonly to: Party
  readonly sipCallId: string
  readonly appearedAtS: number
  seq: number
  state: CallState
  location: Location
  connectedAtS: number
  endedAtS: number
  reason: number
  transfer?: 'blind' | 'consultative' | 'return_blind'
}

/** One conversation with all its legs. */
export interface Entry {
  readonly entryId: string
  readonly direction: 'incoming' | 'outgoing' | 'internal'
  readonly createdAtS: number
  readonly lineNumber: string
  /** The other side, outside the company (of an internal call: the extension that was called). */
  readonly number: string
  readonly legs: Leg[]
  /** Of the command that began it. */
  readonly commandId: string | null
  /** Who has it, or had it first: of a callback also before anybody answered. */
  extension: string
  endedAtS: number
  reason: number
}

export interface UserNumber {
  readonly number: string
  readonly protocol: 'sip' | 'tel' | 'fmc'
  readonly order: number
  readonly wait_sec: number
  readonly status: 'on' | 'off'
}

export interface User {
  readonly userId: number
  readonly name: string
  readonly email: string
  readonly department: string
  readonly position: string
  readonly extension: string
  readonly outgoingLine: string
  readonly numbers: readonly UserNumber[]
}

/** What happened in truth, whatever events were lost. */
export interface TrueCall {
  readonly entryId: string
  readonly direction: 'incoming' | 'outgoing'
  readonly number: string
  readonly startedAtS: number
  readonly talkS: number
  readonly reason: number
  /** Extension of whoever talked first; `null`: nobody. */
  readonly answeredBy: string | null
}
