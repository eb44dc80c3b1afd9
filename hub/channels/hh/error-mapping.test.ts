import { describe, expect, it } from 'vitest'

import type { Failure } from '../platform/failure'
import type { HttpOutcome } from '../platform/http/outcome'
import { failureOf } from './error-mapping'

function answer(status: number, errors: unknown, headers: Record<string, string> = {}): HttpOutcome {
  const text = typeof errors === 'string' ? errors : JSON.stringify({ request_id: '1', errors })
  return {
    kind: 'answer',
    status,
    headers: new Headers(headers),
    bytes: new Uint8Array(new TextEncoder().encode(text)),
  }
}

const oauth = (value: string) => answer(403, [{ type: 'oauth', value }])
const negotiations = (value: string) => answer(403, [{ type: 'negotiations', value }])
const revoked: Failure = { kind: 'needsAuthorisation', reason: 'revoked' }

describe('what an answer of hh.ru means', () => {
  it.each<[string, HttpOutcome, Failure | null]>([
    ['204 without a body', answer(204, ''), null],
    ['an expired token', oauth('token_expired'), { kind: 'unauthorised', status: 403 }],
    ['a token taken back', oauth('token_revoked'), revoked],
    ['a token of the application', oauth('user_auth_expected'), revoked],
    ['a missing scope', oauth('no_scope'), { kind: 'forbidden' }],
    [
      'an unpaid method',
      answer(403, [{ type: 'api_access_payment', value: 'action_must_be_payed' }]),
      { kind: 'unpaid' },
    ],
    [
      'a captcha',
      answer(403, [{ type: 'captcha_required', value: 'x', captcha_url: 'https://hh.ru/account/captcha?state=1' }]),
      { kind: 'captcha', url: 'https://hh.ru/account/captcha?state=1&backurl=https%3A%2F%2Fhh.ru' },
    ],
    ['a captcha without a page', answer(403, [{ type: 'captcha_required' }]), { kind: 'captcha', url: null }],
    [
      'spam',
      answer(400, [{ type: 'text', reason: 'spam_detected' }]),
      { kind: 'declined', reason: 'spam', detail: 'text: spam_detected' },
    ],
    [
      'a closed chat',
      answer(403, [{ type: 'forbidden', reason: 'chat_blocked' }]),
      { kind: 'declined', reason: 'chatReadOnly', detail: 'chat_blocked' },
    ],
    [
      'a message that is not to be changed any more',
      answer(403, [{ type: 'forbidden', reason: 'message_edit_not_allowed' }]),
      { kind: 'declined', reason: 'windowClosed', detail: 'message_edit_not_allowed' },
    ],
    [
      'closed contacts',
      answer(403, [{ type: 'forbidden', reason: 'chat_without_vacancy_forbidden' }]),
      { kind: 'declined', reason: 'contactsClosed', detail: 'chat_without_vacancy_forbidden' },
    ],
    [
      'five in a row',
      negotiations('in_a_row_limit'),
      { kind: 'declined', reason: 'chatReadOnly', detail: 'in_a_row_limit' },
    ],
    [
      'a refusal that is not known',
      negotiations('new_word'),
      { kind: 'declined', reason: 'rejected', detail: 'new_word' },
    ],
    ['a response that is gone', negotiations('topic_not_found'), { kind: 'notFound' }],
    ['the same key again', answer(409, [{ type: 'conflict', reason: 'already_exists' }]), { kind: 'accepted' }],
    [
      'the day’s views',
      answer(429, [{ type: 'resumes', value: 'view_limit_exceeded' }]),
      { kind: 'invalid', status: 429, detail: 'resumes: view_limit_exceeded' },
    ],
    ['too many requests', answer(429, [], { 'retry-after': '3' }), { kind: 'limited', retryAfterMs: 3000 }],
    [
      'a bad argument',
      answer(400, [{ type: 'bad_argument', value: 'state' }]),
      { kind: 'invalid', status: 400, detail: 'bad_argument: state' },
    ],
    ['a page instead of an answer', answer(403, '<html>403</html>'), { kind: 'forbidden' }],
    ['503', answer(503, []), { kind: 'uncertain', cause: 'serverError', detail: 'HTTP 503' }],
    ['an unreadable body', answer(404, '{'), { kind: 'notFound' }],
  ])('%s', (_name, outcome, failure) => {
    expect(failureOf(outcome)).toEqual(failure)
  })
})
