import { describe, expect, it } from 'vitest'

import { actionResultOf, healthOf, sendResultOf, type Failure } from '../platform/failure'
import { failureOf } from './error-mapping'
import { networkOutcome, type HttpOutcome } from '../platform/http/outcome'

function answer(status: number, body: unknown = {}, headers: Record<string, string> = {}): HttpOutcome {
  return {
    kind: 'answer',
    status,
    headers: new Headers(headers),
    bytes: new Uint8Array(new TextEncoder().encode(JSON.stringify(body))),
  }
}

const serverError = (status: number): Failure => ({
  kind: 'uncertain',
  cause: 'serverError',
  detail: `HTTP ${String(status)}`,
})

describe('what an outcome means', () => {
  it.each<[string, HttpOutcome, Failure | null]>([
    ['200', answer(200), null],
    ['201', answer(201), null],
    ['302', answer(302), { kind: 'uncertain', cause: 'serverError', detail: 'unexpected HTTP 302' }],
    [
      '400 with fields',
      answer(400, { error: { code: 400, message: 'Bad', fields: { text: 'too long' } } }),
      { kind: 'invalid', status: 400, detail: 'Bad; text: too long' },
    ],
    ['400 without the documented body', answer(400, 'oops'), { kind: 'invalid', status: 400, detail: 'HTTP 400' }],
    ['401', answer(401), { kind: 'unauthorised', status: 401 }],
    ['402', answer(402), { kind: 'tariff' }],
    ['403', answer(403), { kind: 'unauthorised', status: 403 }],
    ['404', answer(404), { kind: 'notFound' }],
    ['408', answer(408), serverError(408)],
    ['413', answer(413), { kind: 'invalid', status: 413, detail: 'HTTP 413' }],
    ['429 with Retry-After', answer(429, {}, { 'retry-after': '7' }), { kind: 'limited', retryAfterMs: 7000 }],
    ['429 without', answer(429), { kind: 'limited', retryAfterMs: null }],
    ['500', answer(500), serverError(500)],
    ['503', answer(503), serverError(503)],
    [
      'refused connection',
      { kind: 'notConnected', code: 'ECONNREFUSED' },
      { kind: 'unreachable', detail: 'ECONNREFUSED' },
    ],
    [
      'lost connection',
      { kind: 'lost', code: 'ECONNRESET' },
      { kind: 'uncertain', cause: 'lost', detail: 'ECONNRESET' },
    ],
    ['time-out', { kind: 'timedOut' }, { kind: 'uncertain', cause: 'timedOut', detail: 'timed out' }],
    ['stopped', { kind: 'stopped' }, { kind: 'stopped' }],
  ])('%s', (_name, outcome, failure) => {
    expect(failureOf(outcome)).toEqual(failure)
  })

  it.each([
    ['ECONNREFUSED', 'notConnected'],
    ['ENOTFOUND', 'notConnected'],
    ['EAI_AGAIN', 'notConnected'],
    ['UND_ERR_CONNECT_TIMEOUT', 'notConnected'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'notConnected'],
    ['ECONNRESET', 'lost'],
    ['EPIPE', 'lost'],
    ['UND_ERR_SOCKET', 'lost'],
    ['UND_ERR_HEADERS_TIMEOUT', 'lost'],
  ])('%s is %s', (code, kind) => {
    expect(networkOutcome(Object.assign(new TypeError('fetch failed'), { cause: { code } }))).toEqual({ kind, code })
  })

  it('takes an error without a code for a lost connection: the careful reading', () => {
    expect(networkOutcome(new Error('odd'))).toEqual({ kind: 'lost', code: 'Error: odd' })
  })
})

const NOW = 1_000_000

describe('what a failure does', () => {
  it.each<[Failure, unknown, unknown, unknown]>([
    [
      { kind: 'unreachable', detail: 'ECONNREFUSED' },
      { kind: 'notSent', retryAfterMs: null, detail: 'ECONNREFUSED' },
      { kind: 'retry', retryAfterMs: null, detail: 'ECONNREFUSED' },
      { kind: 'unreachable', retryAtMs: NOW + 1, detail: 'ECONNREFUSED' },
    ],
    [
      serverError(500),
      { kind: 'unknown', detail: 'HTTP 500' },
      { kind: 'retry', retryAfterMs: null, detail: 'HTTP 500' },
      { kind: 'unreachable', retryAtMs: NOW + 1, detail: 'HTTP 500' },
    ],
    [
      { kind: 'limited', retryAfterMs: 3000 },
      { kind: 'notSent', retryAfterMs: 3000, detail: 'HTTP 429' },
      { kind: 'retry', retryAfterMs: 3000, detail: 'HTTP 429' },
      { kind: 'limited', untilMs: NOW + 3000 },
    ],
    [
      { kind: 'invalid', status: 400, detail: 'Bad' },
      { kind: 'refused', reason: 'rejected', detail: 'Bad' },
      { kind: 'refused', reason: 'rejected', detail: 'Bad' },
      null,
    ],
    [
      { kind: 'notFound' },
      { kind: 'refused', reason: 'chatGone', detail: null },
      { kind: 'refused', reason: 'chatGone', detail: null },
      null,
    ],
    [
      { kind: 'tariff' },
      { kind: 'refused', reason: 'tariff', detail: null },
      { kind: 'refused', reason: 'tariff', detail: null },
      { kind: 'refused', reason: 'tariff' },
    ],
    [
      { kind: 'unauthorised', status: 403 },
      { kind: 'refused', reason: 'notAuthorised', detail: null },
      { kind: 'refused', reason: 'notAuthorised', detail: null },
      { kind: 'needsAuthorisation', reason: 'revoked' },
    ],
    [
      { kind: 'forbidden' },
      { kind: 'refused', reason: 'forbidden', detail: null },
      { kind: 'refused', reason: 'forbidden', detail: null },
      { kind: 'refused', reason: 'forbidden' },
    ],
    [
      { kind: 'needsAuthorisation', reason: 'expired' },
      { kind: 'refused', reason: 'notAuthorised', detail: null },
      { kind: 'refused', reason: 'notAuthorised', detail: null },
      { kind: 'needsAuthorisation', reason: 'expired' },
    ],
    [
      { kind: 'stopped' },
      { kind: 'unknown', detail: 'stopped' },
      { kind: 'retry', retryAfterMs: null, detail: 'stopped' },
      null,
    ],
  ])('$kind', (failure, send, action, health) => {
    expect(sendResultOf(failure)).toEqual(send)
    expect(actionResultOf(failure)).toEqual(action)
    expect(healthOf(failure, NOW, NOW + 1)).toEqual(health)
  })
})
