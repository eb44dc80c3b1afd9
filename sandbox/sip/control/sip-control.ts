import type { MediaStats, Plays } from '../media/media-leg'

export interface CallSnapshot {
  /** The SIP Call-ID. */
  readonly callId: string
  /** Who called whom: the phone the sandbox, or the sandbox the phone. */
  readonly direction: 'from-phone' | 'to-phone'
  /** The registered user on the phone's side. */
  readonly user: string
  /** The number on the sandbox's side: dialled by the phone, or shown to it. */
  readonly number: string
  /** What the phone shows of itself beside its account (RFC 3261 §20.20, RFC 3325 §9.2); `null` in calls to phones. */
  readonly shows: CallerShown | null
  readonly state: 'ringing' | 'answered' | 'ended'
  /** How it ended: a SIP status of a refusal, or which side hung up or cancelled. */
  readonly ended: 'phone-hung-up' | 'sandbox-hung-up' | 'cancelled' | 'no-ack' | number | null
  /** Whom the phone has sent this side to by REFER, once that was taken there. */
  readonly transferredTo: string | null
  /** The phone holds the call: it sent sendonly or inactive. */
  readonly isHeld: boolean
  readonly media: MediaStats
  /** DTMF from the phone, by RFC 4733 events and by INFO. */
  readonly dtmf: string
  /** The strongest frequency of the last half second from the phone when it is clearly a tone. */
  readonly toneHeardHz: number | null
  /** 0 to 1: share of the sound's power at each probed frequency. */
  readonly levels: Readonly<Record<string, number>>
  /** Root mean square of the last half second from the phone, 0 to 1. 0 while no packets come. An ended call keeps its last. */
  readonly loudness: number
}

export interface CallerShown {
  /** Of `From`. */
  readonly name: string | null
  /** `P-Preferred-Identity`. */
  readonly preferred: { readonly name: string | null; readonly number: string } | null
}

export interface RegistrationSnapshot {
  readonly user: string
  readonly contactUri: string
  readonly protocol: string
  readonly expiresInS: number
}

export interface SipStats {
  readonly registers: number
  readonly registrations: number
  readonly invites: number
  readonly byes: number
  readonly messages: number
  readonly malformed: number
  readonly connections: number
}

export interface CallUserRequest {
  readonly to: string
  readonly from: string
  readonly displayName?: string | undefined
  readonly plays?: Plays | undefined
  /** `none` sends an INVITE without an offer. */
  readonly media?: 'webrtc' | 'rtp' | 'none' | undefined
}

export interface RingRequest {
  /** The extension: a number of the sandbox that is no phone. */
  readonly number: string
  readonly from: string
  readonly displayName?: string | undefined
}

export interface RefuseRequest {
  readonly method: 'INVITE' | 'REGISTER' | 'SUBSCRIBE'
  readonly status: number
  readonly times: number
  /** Seconds of a Retry-After header. */
  readonly retryAfterS?: number | undefined
}

export interface RestartRequest {
  readonly downMs: number
  /** A server that lost its memory answers 481 to everything about old calls. */
  readonly forgetCalls?: boolean | undefined
}

/** The sandbox's backstage door. The product never opens it: tests, the demo and benchmarks do. */
export interface SipControl {
  /** Calls a registered phone. Returns the Call-ID; how it goes on is in `calls()`. */
  callUser(request: CallUserRequest): Promise<string>
  hangUp(callId: string): Promise<void>
  /** Somebody outside calls an extension: whoever watches it sees it ring, and may take the call. Returns the Call-ID. */
  ring(request: RingRequest): Promise<string>
  /** The extension answers, or the call there ends. */
  answerRing(number: string): Promise<void>
  endRing(number: string): Promise<void>
  setVoiceMail(user: string, newCount: number): Promise<void>
  /** The other side of an answered call takes the sound away, or gives it back, by re-INVITE. */
  hold(callId: string): Promise<void>
  resume(callId: string): Promise<void>
  /** Live calls, and ended ones until `reset`. */
  calls(): Promise<CallSnapshot[]>
  registrations(): Promise<RegistrationSnapshot[]>
  setPassword(user: string, password: string): Promise<void>
  /** Closes every connection; registrations made over them are gone, the listeners stay. */
  dropConnections(): Promise<void>
  refuse(request: RefuseRequest): Promise<void>
  restart(request: RestartRequest): Promise<void>
  stats(): Promise<SipStats>
  /** Ends all calls, forgets ended ones, refusals and counters. Registrations stay. */
  reset(): Promise<void>
}
