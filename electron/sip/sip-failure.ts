import type { CallEndReason } from '#shared/domain/call'
import type { RegistrationVerdict } from '#shared/domain/registration.machine'
import type { SipFailure, SipMedia } from '#shared/domain/sip-account'

/** A final answer to REGISTER or INVITE, or what took its place. */
export interface SipRefusal {
  readonly status: number
  /** No answer came: the library made the status up (408 time-out, 503 connection broke). */
  readonly isLocal: boolean
  readonly retryAfterMs: number | null
  /** Lower-case digest algorithms of the challenges in a 401 or 407. */
  readonly algorithms: readonly string[]
}

/** Which failures a person must mend. Everything else is tried again, later and later. */
const CAN_RETRY: Readonly<Record<SipFailure, boolean>> = {
  hostNotFound: true,
  connectionRefused: true,
  timedOut: true,
  proxyFailed: true,
  proxyWantsLogin: true,
  connectionLost: true,
  serverBusy: true,
  serverError: true,
  notWebSocket: true,
  notTls: true,
  notSip: true,
  certificateRefused: false,
  // A server gets a new one, and a clock that is wrong at the start is put right, without a person here.
  certificateExpired: true,
  certificateOtherHost: false,
  authorityUnreadable: false,
  wrongPassword: false,
  userUnknown: false,
  forbidden: false,
  unsupportedDigest: false,
  userMissing: false,
  passwordMissing: false,
  soundWantsWebrtc: false,
  soundWantsRtp: false,
  soundWantsSrtp: false,
  soundRefused: false,
}

export function failureVerdict(
  reason: SipFailure,
  detail: string | null,
  retryAfterMs: number | null = null,
): RegistrationVerdict {
  return { reason, detail, retry: CAN_RETRY[reason], retryAfterMs }
}

export function registrationVerdict(refusal: SipRefusal): RegistrationVerdict {
  const reason = registrationFailure(refusal)
  return failureVerdict(reason, refusal.isLocal ? null : `SIP ${String(refusal.status)}`, refusal.retryAfterMs)
}

/** RFC 3261 §21, as far as a registrar uses it. */
export function registrationFailure(refusal: SipRefusal): SipFailure {
  const { status, isLocal, algorithms } = refusal
  if (isLocal) return status === 408 ? 'timedOut' : 'connectionLost'
  switch (status) {
    case 401:
    case 407:
      return algorithms.length > 0 && !algorithms.includes('md5') ? 'unsupportedDigest' : 'wrongPassword'
    case 403:
      return 'forbidden'
    case 404:
    case 410:
    case 604:
      return 'userUnknown'
    case 408:
      return 'timedOut'
    case 480:
    case 486:
    case 503:
    case 600:
      return 'serverBusy'
    default:
      return 'serverError'
  }
}

/** The same of one that would take a call which rings at a colleague. */
export function pickupEndReason(refusal: Pick<SipRefusal, 'status' | 'isLocal'>): CallEndReason {
  return refusal.isLocal ? callEndReason(refusal) : 'pickupRefused'
}

/** The same of a call over a line with that kind of sound: another kind is what the person can try. */
export function callEndReasonOf(media: SipMedia, refusal: Pick<SipRefusal, 'status' | 'isLocal'>): CallEndReason {
  const reason = callEndReason(refusal)
  return reason === 'noCommonCodec' ? REFUSED_SOUND[media] : reason
}

const REFUSED_SOUND = {
  webrtc: 'webrtcRefused',
  rtp: 'rtpRefused',
  srtp: 'srtpRefused',
} as const satisfies Readonly<Record<SipMedia, CallEndReason>>

/** What a refused INVITE tells the person (a redirect that was followed in vain, `second-tries`, is reported as such). */
export function callEndReason(refusal: Pick<SipRefusal, 'status' | 'isLocal'>): CallEndReason {
  const { status, isLocal } = refusal
  if (isLocal) return status === 408 ? 'unreachable' : 'connectionLost'
  switch (status) {
    case 486:
    case 600:
      return 'busy'
    case 603:
      return 'declinedThere'
    case 401:
    case 403:
    case 407:
      return 'forbidden'
    case 404:
    case 410:
    case 414:
    case 416:
    case 484:
    case 485:
    case 604:
      return 'notFound'
    case 408:
    case 480:
    case 487:
      return 'noAnswer'
    case 415:
    case 488:
    case 606:
      return 'noCommonCodec'
    case 502:
    case 504:
      return 'unreachable'
    case 503:
      return 'serverBusy'
    default:
      if (status >= 300 && status < 400) return 'unreachable'
      return 'serverError'
  }
}
