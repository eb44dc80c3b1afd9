import type { TelephonyFailure } from '#shared/domain/telephony'
import { assertNever } from '#shared/lib/assert-never'

import type { HttpOutcome } from '../../channels/platform/http/outcome'

/**
 * Everything that can keep a request from its result, by what it means for us.
 *
 * - `unreachable` certainly not accepted: may be asked again
 * - `uncertain`   it may have been accepted (lost answer, time-out, HTTP 5xx, unreadable answer)
 * - `limited`     too many requests: HTTP 429, in the older text 503, or code 5008
 * - `locked`      HTTP 401: two invalid requests within two minutes, nothing is answered for two minutes
 * - `wrongKeys`   3102 and 3105: nothing helps but other keys, and asking again would lock the product
 * - `troubled`    the PBX itself is in trouble (5xxx): may be asked again
 * - `refused`     any other code: asked again, it would be refused again
 * - `missing`     HTTP 404: of statistics, the key is wrong or old
 */
export type MangoFailure =
  | { readonly kind: 'unreachable' | 'uncertain'; readonly detail: string }
  | { readonly kind: 'limited' | 'locked'; readonly retryAfterMs: number }
  | { readonly kind: 'wrongKeys' | 'troubled' | 'refused'; readonly code: number }
  | { readonly kind: 'missing' | 'stopped' }

/** The time of the lockout, and how long to be silent after an invalid request so that there is no second. */
export const LOCKOUT_MS = 2 * 60_000
/** The longest window of the table of limits. */
const LIMIT_PAUSE_MS = 2_000

/** `null`: the answer is to be read. */
export function failureOfOutcome(outcome: HttpOutcome): MangoFailure | null {
  switch (outcome.kind) {
    case 'notConnected':
      return { kind: 'unreachable', detail: outcome.code }
    case 'lost':
      return { kind: 'uncertain', detail: outcome.code }
    case 'timedOut':
      return { kind: 'uncertain', detail: 'timed out' }
    case 'stopped':
      return { kind: 'stopped' }
    case 'answer':
      return failureOfStatus(outcome.status)
    default:
      return assertNever(outcome)
  }
}

function failureOfStatus(status: number): MangoFailure | null {
  if (status >= 200 && status < 300) return null
  if (status === 401) return { kind: 'locked', retryAfterMs: LOCKOUT_MS }
  if (status === 404) return { kind: 'missing' }
  if (status === 429 || status === 503) return { kind: 'limited', retryAfterMs: LIMIT_PAUSE_MS }
  if (status >= 500) return { kind: 'uncertain', detail: `HTTP ${String(status)}` }
  return { kind: 'refused', code: status }
}

/** Of a code that is not 1000. */
export function failureOfCode(code: number): MangoFailure {
  if (code === 3102 || code === 3105) return { kind: 'wrongKeys', code }
  if (code === 5008) return { kind: 'limited', retryAfterMs: LIMIT_PAUSE_MS }
  if (code >= 5000 && code < 6000) return { kind: 'troubled', code }
  return { kind: 'refused', code }
}

/** One more of these within two minutes locks the product. */
export function isInvalidRequest(failure: MangoFailure): boolean {
  return failure.kind === 'wrongKeys' || (failure.kind === 'refused' && failure.code >= 3000 && failure.code < 4000)
}

/** In words that people have. */
export function reasonOf(failure: MangoFailure): TelephonyFailure {
  switch (failure.kind) {
    case 'unreachable':
    case 'uncertain':
    case 'limited':
    case 'locked':
    case 'wrongKeys':
      return failure.kind
    case 'stopped':
      return 'uncertain'
    case 'missing':
      return 'refused'
    case 'troubled':
      return 'serverError'
    case 'refused':
      return reasonOfCode(failure.code)
    default:
      return assertNever(failure)
  }
}

export function detailOf(failure: MangoFailure): string {
  if ('detail' in failure) return failure.detail
  return 'code' in failure ? String(failure.code) : failure.kind
}

export function codeOf(failure: MangoFailure): number | null {
  return 'code' in failure ? failure.code : null
}

const REASONS: Readonly<Record<number, TelephonyFailure>> = {
  1111: 'noAnswer',
  1121: 'busy',
  1122: 'declined',
  1123: 'declined',
  1131: 'unavailable',
  1132: 'unavailable',
  1133: 'badNumber',
  1190: 'unavailable',
  1191: 'unavailable',
  1192: 'unavailable',
  3200: 'badNumber',
  3300: 'unknownEmployee',
  3310: 'callOver',
  4101: 'callOver',
  4200: 'unavailable',
}

/** What a result code says to a person. */
export function reasonOfCode(code: number): TelephonyFailure {
  const known = REASONS[code]
  if (known) return known
  if (code >= 1130 && code < 1160) return 'restricted'
  if (code >= 2000 && code < 3000) return 'billing'
  if (code >= 4000 && code < 4200) return 'notPossibleNow'
  if (code >= 4500 && code < 4600) return 'limited'
  if (code >= 5000 && code < 6000) return 'serverError'
  return 'refused'
}
