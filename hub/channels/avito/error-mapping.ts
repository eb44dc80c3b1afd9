import type { AuthorisationProblem, ChannelHealth } from '#shared/domain/channel'
import type { SendFailure } from '#shared/domain/delivery'
import { assertNever } from '#shared/lib/assert-never'

import type { ActionResult, SendResult } from '../channel'
import type { HttpOutcome } from './http/outcome'

/**
 * Everything that can keep a request from its result, by what it means for us.
 *
 * - `unreachable` certainly not accepted, no fault of the request: try again later
 * - `uncertain`   it may have been accepted (lost answer, time-out, 5xx, unreadable 200)
 * - `limited`     429
 * - `invalid`     the platform refuses this request and would refuse it again
 * - `unauthorised` 401 or 403; the API layer renews the token once and then splits it into
 *   `needsAuthorisation` (the token is no good) and `forbidden` (the token is good, this is not allowed)
 */
export type Failure =
  | { readonly kind: 'unreachable'; readonly detail: string }
  | {
      readonly kind: 'uncertain'
      readonly cause: 'lost' | 'timedOut' | 'serverError' | 'malformed'
      readonly detail: string
    }
  | { readonly kind: 'limited'; readonly retryAfterMs: number | null }
  | { readonly kind: 'invalid'; readonly status: number; readonly detail: string }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'tariff' }
  | { readonly kind: 'unauthorised'; readonly status: 401 | 403 }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'needsAuthorisation'; readonly reason: AuthorisationProblem }
  | { readonly kind: 'stopped' }

/** `null`: a 2xx answer. The one place that knows what a status or a network error means. */
export function failureOf(outcome: HttpOutcome): Failure | null {
  switch (outcome.kind) {
    case 'notConnected':
      return { kind: 'unreachable', detail: outcome.code }
    case 'lost':
      return { kind: 'uncertain', cause: 'lost', detail: outcome.code }
    case 'timedOut':
      return { kind: 'uncertain', cause: 'timedOut', detail: 'timed out' }
    case 'stopped':
      return { kind: 'stopped' }
    case 'answer':
      return failureOfStatus(outcome.status, outcome.headers, outcome.bytes)
    default:
      return assertNever(outcome)
  }
}

function failureOfStatus(status: number, headers: Headers, bytes: Uint8Array): Failure | null {
  if (status >= 200 && status < 300) return null
  if (status === 401 || status === 403) return { kind: 'unauthorised', status }
  if (status === 402) return { kind: 'tariff' }
  if (status === 404) return { kind: 'notFound' }
  if (status === 429) return { kind: 'limited', retryAfterMs: retryAfterMs(headers) }
  // 408: the server gave up on us; whether it took the message is not said.
  if (status === 408 || status >= 500)
    return { kind: 'uncertain', cause: 'serverError', detail: `HTTP ${String(status)}` }
  if (status >= 400) return { kind: 'invalid', status, detail: errorText(bytes) ?? `HTTP ${String(status)}` }
  return { kind: 'uncertain', cause: 'serverError', detail: `unexpected HTTP ${String(status)}` }
}

export function sendResultOf(failure: Failure): Exclude<SendResult, { kind: 'sent' }> {
  const verdict = verdictOf(failure)
  if (verdict.kind === 'refused') return verdict
  const { mayHavePassed, retryAfterMs, detail } = verdict
  return mayHavePassed ? { kind: 'unknown', detail } : { kind: 'notSent', retryAfterMs, detail }
}

/** Deleting, marking and blocking may all be asked for again, so an uncertain outcome is only a retry. */
export function actionResultOf(failure: Failure): Exclude<ActionResult, { kind: 'done' }> {
  const verdict = verdictOf(failure)
  return verdict.kind === 'refused'
    ? verdict
    : { kind: 'retry', retryAfterMs: verdict.retryAfterMs, detail: verdict.detail }
}

type Verdict =
  | Extract<SendResult, { kind: 'refused' }>
  | {
      readonly kind: 'again'
      readonly mayHavePassed: boolean
      readonly retryAfterMs: number | null
      readonly detail: string
    }

/** Is the request refused for good, or worth another try? */
function verdictOf(failure: Failure): Verdict {
  switch (failure.kind) {
    case 'unreachable':
      return { kind: 'again', mayHavePassed: false, retryAfterMs: null, detail: failure.detail }
    case 'limited':
      return { kind: 'again', mayHavePassed: false, retryAfterMs: failure.retryAfterMs, detail: 'HTTP 429' }
    case 'uncertain':
      return { kind: 'again', mayHavePassed: true, retryAfterMs: null, detail: failure.detail }
    case 'stopped':
      return { kind: 'again', mayHavePassed: true, retryAfterMs: null, detail: 'stopped' }
    case 'invalid':
    case 'notFound':
    case 'tariff':
    case 'unauthorised':
    case 'forbidden':
    case 'needsAuthorisation':
      return {
        kind: 'refused',
        reason: sendFailureOf(failure),
        detail: failure.kind === 'invalid' ? failure.detail : null,
      }
    default:
      return assertNever(failure)
  }
}

/** `null`: says nothing of the channel as a whole. */
export function healthOf(failure: Failure, nowMs: number, retryAtMs: number): ChannelHealth | null {
  switch (failure.kind) {
    case 'unreachable':
    case 'uncertain':
      return { kind: 'unreachable', retryAtMs, detail: failure.detail }
    case 'limited':
      return { kind: 'limited', untilMs: nowMs + (failure.retryAfterMs ?? DEFAULT_LIMIT_PAUSE_MS) }
    case 'tariff':
      return { kind: 'refused', reason: 'tariff' }
    case 'forbidden':
      return { kind: 'refused', reason: 'forbidden' }
    case 'unauthorised':
      return { kind: 'needsAuthorisation', reason: 'revoked' }
    case 'needsAuthorisation':
      return { kind: 'needsAuthorisation', reason: failure.reason }
    case 'invalid':
    case 'notFound':
    case 'stopped':
      return null
    default:
      return assertNever(failure)
  }
}

/** Where a 429 does not say how long; the platform counts by the minute. */
export const DEFAULT_LIMIT_PAUSE_MS = 15_000

type Refusal = Extract<
  Failure,
  { kind: 'invalid' | 'notFound' | 'tariff' | 'unauthorised' | 'forbidden' | 'needsAuthorisation' }
>

const SEND_FAILURES: Readonly<Record<Refusal['kind'], SendFailure>> = {
  invalid: 'rejected',
  notFound: 'chatGone',
  tariff: 'tariff',
  unauthorised: 'notAuthorised',
  forbidden: 'forbidden',
  needsAuthorisation: 'notAuthorised',
}

function sendFailureOf(failure: Refusal): SendFailure {
  return SEND_FAILURES[failure.kind]
}

function retryAfterMs(headers: Headers): number | null {
  const text = headers.get('retry-after')
  if (text === null) return null
  const seconds = Number(text)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null
}

/** The documented body: `{"error":{"code","message","fields"}}`. Anything else is not quoted. */
function errorText(bytes: Uint8Array): string | null {
  try {
    const body = JSON.parse(new TextDecoder().decode(bytes)) as {
      error?: { message?: unknown; fields?: unknown }
    } | null
    const message = typeof body?.error?.message === 'string' ? body.error.message : null
    const fields =
      typeof body?.error?.fields === 'object' && body.error.fields !== null ? Object.entries(body.error.fields) : []
    const parts = [message, ...fields.map(([name, text]) => `${name}: ${String(text)}`)].filter((part) => part !== null)
    return parts.length > 0 ? parts.join('; ').slice(0, 300) : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
