import type { AuthorisationProblem, ChannelHealth } from '#shared/domain/channel'
import type { SendFailure } from '#shared/domain/delivery'
import { assertNever } from '#shared/lib/assert-never'
import type { Result } from '#shared/lib/result'

import type { ActionResult, SendResult } from '../channel'
import type { HttpAnswer, HttpOutcome } from './http/outcome'

/**
 * Everything that can keep a request from its result, by what it means for us.
 *
 * - `unreachable` certainly not accepted, no fault of the request: try again later
 * - `uncertain`   it may have been accepted (lost answer, time-out, 5xx, unreadable 200)
 * - `limited`     the platform asks for silence
 * - `invalid`     the platform refuses this request and would refuse it again
 * - `declined`    as `invalid`, and the platform says why in words that we have
 * - `accepted`    it was taken before, under the same idempotency key
 * - `unauthorised` the token is refused; the API layer renews it once and then splits it into
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
  | {
      readonly kind: 'declined'
      readonly reason: SendFailure | 'windowClosed' | 'contactsClosed'
      readonly detail: string
    }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'tariff' }
  | { readonly kind: 'unpaid' }
  /** `url`: of the page where a person passes it. */
  | { readonly kind: 'captcha'; readonly url: string | null }
  | { readonly kind: 'unauthorised'; readonly status: 401 | 403 }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'needsAuthorisation'; readonly reason: AuthorisationProblem }
  | { readonly kind: 'stopped' }

export type Asked<T> = Promise<Result<T, Failure>>

/** `null`: a 2xx answer. `ofAnswer` judges whatever the platform answered. */
export function failureOfOutcome(
  outcome: HttpOutcome,
  ofAnswer: (answer: HttpAnswer) => Failure | null,
): Failure | null {
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
      return outcome.status >= 200 && outcome.status < 300 ? null : ofAnswer(outcome)
    default:
      return assertNever(outcome)
  }
}

/** What a status means on any platform; `detail` is its own word for a refusal. */
export function failureOfStatus({ status, headers }: HttpAnswer, detail: string | null): Failure {
  if (status === 404) return { kind: 'notFound' }
  if (status === 429) return { kind: 'limited', retryAfterMs: retryAfterMs(headers) }
  // 408: the server gave up on us; whether it took the message is not said.
  if (status === 408 || status >= 500)
    return { kind: 'uncertain', cause: 'serverError', detail: `HTTP ${String(status)}` }
  if (status >= 400) return { kind: 'invalid', status, detail: detail ?? `HTTP ${String(status)}` }
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
  if (failure.kind === 'declined' && failure.reason === 'windowClosed')
    return { kind: 'refused', reason: 'windowClosed', detail: failure.detail }
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
    case 'captcha':
      return { kind: 'again', mayHavePassed: false, retryAfterMs: null, detail: 'captcha' }
    case 'uncertain':
      return { kind: 'again', mayHavePassed: true, retryAfterMs: null, detail: failure.detail }
    case 'accepted':
      return { kind: 'again', mayHavePassed: true, retryAfterMs: null, detail: 'accepted before' }
    case 'stopped':
      return { kind: 'again', mayHavePassed: true, retryAfterMs: null, detail: 'stopped' }
    case 'invalid':
    case 'declined':
    case 'notFound':
    case 'tariff':
    case 'unpaid':
    case 'unauthorised':
    case 'forbidden':
    case 'needsAuthorisation':
      return { kind: 'refused', reason: sendFailureOf(failure), detail: detailOf(failure) }
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
    case 'captcha':
      return { kind: 'refused', reason: 'captcha', ...(failure.url === null ? {} : { openUrl: failure.url }) }
    case 'tariff':
    case 'unpaid':
    case 'forbidden':
      return { kind: 'refused', reason: failure.kind }
    case 'unauthorised':
      return { kind: 'needsAuthorisation', reason: 'revoked' }
    case 'needsAuthorisation':
      return { kind: 'needsAuthorisation', reason: failure.reason }
    case 'invalid':
    case 'declined':
    case 'accepted':
    case 'notFound':
    case 'stopped':
      return null
    default:
      return assertNever(failure)
  }
}

/** It concerns what was asked for; the channel itself works. */
export function isOfOneThing(failure: Failure): boolean {
  return (
    failure.kind === 'invalid' ||
    failure.kind === 'declined' ||
    failure.kind === 'notFound' ||
    (failure.kind === 'uncertain' && failure.cause === 'malformed')
  )
}

/** Where the platform does not say how long. */
export const DEFAULT_LIMIT_PAUSE_MS = 15_000

type Refusal = Extract<
  Failure,
  {
    kind:
      'invalid' | 'declined' | 'notFound' | 'tariff' | 'unpaid' | 'unauthorised' | 'forbidden' | 'needsAuthorisation'
  }
>

const SEND_FAILURES: Readonly<Record<Exclude<Refusal['kind'], 'declined'>, SendFailure>> = {
  invalid: 'rejected',
  notFound: 'chatGone',
  tariff: 'tariff',
  unpaid: 'tariff',
  unauthorised: 'notAuthorised',
  forbidden: 'forbidden',
  needsAuthorisation: 'notAuthorised',
}

export function sendFailureOf(failure: Refusal): SendFailure {
  if (failure.kind !== 'declined') return SEND_FAILURES[failure.kind]
  const { reason } = failure
  // Said of deleting and of beginning a conversation, which have these words; to a message they are only a refusal.
  return reason === 'windowClosed' || reason === 'contactsClosed' ? 'forbidden' : reason
}

function detailOf(failure: Refusal): string | null {
  return failure.kind === 'invalid' || failure.kind === 'declined' ? failure.detail : null
}

/** `Retry-After` in seconds. */
function retryAfterMs(headers: Headers): number | null {
  const text = headers.get('retry-after')
  if (text === null) return null
  const seconds = Number(text)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null
}
