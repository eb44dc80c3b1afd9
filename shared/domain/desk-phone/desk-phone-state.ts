export type DeskCallPhase = 'ringing' | 'dialling' | 'talking' | 'held'

/** One call of the desk phone, as far as the phone has told of it. */
export interface DeskCall {
  /** The phone’s own number of the call where it tells one, else made of the line or the far number. */
  readonly key: string
  /** `null`: its beginning was not heard. */
  readonly direction: 'incoming' | 'outgoing' | null
  readonly number: string | null
  readonly phase: DeskCallPhase
  readonly isHeldThere: boolean
  readonly sinceMs: number
  /** When the talk began; `null` before, and where that was not heard. */
  readonly talkSinceMs: number | null
  /** Last word about it at all, and about its hold. */
  readonly heardAtMs: number
  readonly holdHeardAtMs: number | null
  /** `false`: what came contradicts itself, or what was pressed did not come about. */
  readonly isSure: boolean
}

/** What a command should bring about; when it does not, that is said and nothing is pretended. */
export type Expected =
  | { readonly kind: 'dialled'; readonly knownKeys: readonly string[] }
  | { readonly kind: 'talking' | 'held' | 'over'; readonly key: string }
  | { readonly kind: 'muted'; readonly isMuted: boolean }

export type Expectation = Expected & { readonly sinceMs: number; readonly untilMs: number }

export type ExpectationKind = Expectation['kind']

export interface DeskPhoneState {
  readonly calls: readonly DeskCall[]
  /** `null`: not known. A microphone is never shown silent because it probably is (spec H3). */
  readonly isMuted: boolean | null
  readonly muteHeardAtMs: number | null
  readonly expected: Expectation | null
  /** The phone took this command and nothing followed. */
  readonly unconfirmed: ExpectationKind | null
  /** Calls that ended: a word about them that comes late brings none back. */
  readonly gone: readonly { readonly key: string; readonly untilMs: number; readonly how: CallEnd }[]
}

/** `unheard`: a person said that it is over, the phone did not. */
export type CallEnd = 'over' | 'declined' | 'busy' | 'unheard'

/** A call as an event of the phone names it. */
export interface CallMention {
  readonly id: string | null
  readonly number: string | null
}

export type CallReportKind =
  | 'incoming'
  | 'outgoing'
  | 'established'
  | 'ended'
  | 'declined'
  | 'busy'
  | 'held'
  | 'resumed'
  | 'heldThere'
  | 'resumedThere'

/** What the phone says: by itself, or because it was asked (`read`). */
export type PhoneReport =
  | { readonly kind: CallReportKind; readonly call: CallMention }
  | { readonly kind: 'muted' | 'unmuted'; readonly call: CallMention }
  | { readonly kind: 'idle' }
  | { readonly kind: 'read'; readonly lines: readonly ReadLine[] }

export interface ReadLine {
  readonly line: number
  readonly phase: DeskCallPhase
  readonly number: string | null
}

export type DeskPhoneCommand =
  | { readonly kind: 'dial'; readonly number: string }
  | { readonly kind: 'answer' | 'reject' | 'hangUp'; readonly key: string }
  | { readonly kind: 'hold'; readonly key: string; readonly held: boolean }
  | { readonly kind: 'mute'; readonly muted: boolean }
  | { readonly kind: 'dtmf'; readonly digits: string }
  | { readonly kind: 'transfer'; readonly key: string; readonly number: string }

/** Why a command makes no sense now; nothing was pressed. */
export type CommandRefusal = 'noSuchCall' | 'wrongPhase' | 'badNumber'
