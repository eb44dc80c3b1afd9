import { describe, expect, it } from 'vitest'

import { callEndReason, failureVerdict, registrationFailure, registrationVerdict, type SipRefusal } from './sip-failure'

function refusal(status: number, change: Partial<SipRefusal> = {}): SipRefusal {
  return { status, isLocal: false, retryAfterMs: null, algorithms: [], ...change }
}

describe('a refused REGISTER', () => {
  it.each([
    [refusal(401, { algorithms: ['md5'] }), 'wrongPassword'],
    [refusal(407, { algorithms: ['sha-256', 'md5'] }), 'wrongPassword'],
    [refusal(401, { algorithms: ['sha-256'] }), 'unsupportedDigest'],
    [refusal(403), 'forbidden'],
    [refusal(404), 'userUnknown'],
    [refusal(604), 'userUnknown'],
    [refusal(408), 'timedOut'],
    [refusal(503), 'serverBusy'],
    [refusal(500), 'serverError'],
    [refusal(302), 'serverError'],
    [refusal(408, { isLocal: true }), 'timedOut'],
    [refusal(503, { isLocal: true }), 'connectionLost'],
  ] as const)('%j means %s', (given, reason) => {
    expect(registrationFailure(given)).toBe(reason)
  })

  it('carries status and Retry-After', () => {
    expect(registrationVerdict(refusal(503, { retryAfterMs: 30_000 }))).toEqual({
      reason: 'serverBusy',
      detail: 'SIP 503',
      retry: true,
      retryAfterMs: 30_000,
    })
  })

  it('is not tried again where a person must act', () => {
    const retried = (
      [
        'wrongPassword',
        'userUnknown',
        'forbidden',
        'unsupportedDigest',
        'userMissing',
        'passwordMissing',
        'certificateRefused',
        'certificateOtherHost',
        'authorityUnreadable',
        'certificateExpired',
        'connectionRefused',
        'notTls',
      ] as const
    ).map((reason) => failureVerdict(reason, null).retry)
    expect(retried).toEqual([false, false, false, false, false, false, false, false, false, true, true, true])
  })
})

describe('a refused INVITE', () => {
  it.each([
    [486, 'busy'],
    [600, 'busy'],
    [603, 'declinedThere'],
    [403, 'forbidden'],
    [407, 'forbidden'],
    [404, 'notFound'],
    [484, 'notFound'],
    [604, 'notFound'],
    [480, 'noAnswer'],
    [408, 'noAnswer'],
    [487, 'noAnswer'],
    [503, 'serverBusy'],
    [305, 'unreachable'],
    [488, 'noCommonCodec'],
    [606, 'noCommonCodec'],
    [302, 'unreachable'],
    [504, 'unreachable'],
    [500, 'serverError'],
    [499, 'serverError'],
  ] as const)('%i tells the person: %s', (status, reason) => {
    expect(callEndReason({ status, isLocal: false })).toBe(reason)
  })

  it('tells silence from a broken connection', () => {
    expect([callEndReason({ status: 408, isLocal: true }), callEndReason({ status: 503, isLocal: true })]).toEqual([
      'unreachable',
      'connectionLost',
    ])
  })
})
