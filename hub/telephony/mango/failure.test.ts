import { describe, expect, it } from 'vitest'

import type { HttpOutcome } from '../../channels/platform/http/outcome'
import { failureOfCode, failureOfOutcome, isInvalidRequest, reasonOf, reasonOfCode } from './failure'

const answer = (status: number): HttpOutcome => ({
  kind: 'answer',
  status,
  headers: new Headers(),
  bytes: new Uint8Array(),
})

describe('what an answer means', () => {
  it('[K8] by its HTTP status: what may be asked again, what not, and what locks everything', () => {
    expect(failureOfOutcome(answer(200))).toBeNull()
    expect(failureOfOutcome(answer(204))).toBeNull()
    expect(failureOfOutcome(answer(401))).toEqual({ kind: 'locked', retryAfterMs: 120_000 })
    expect(failureOfOutcome(answer(404))).toEqual({ kind: 'missing' })
    for (const status of [429, 503])
      expect(failureOfOutcome(answer(status))).toEqual({ kind: 'limited', retryAfterMs: 2000 })
    expect(failureOfOutcome(answer(500))).toEqual({ kind: 'uncertain', detail: 'HTTP 500' })
    expect(failureOfOutcome(answer(403))).toEqual({ kind: 'refused', code: 403 })
    expect(failureOfOutcome({ kind: 'notConnected', code: 'ECONNREFUSED' })?.kind).toBe('unreachable')
    expect(failureOfOutcome({ kind: 'timedOut' })?.kind).toBe('uncertain')
  })

  it('[K8] by its code: keys, limits, trouble of the PBX and plain refusals', () => {
    expect([3102, 3105, 5008, 5000, 4100].map((code) => failureOfCode(code).kind)).toEqual([
      'wrongKeys',
      'wrongKeys',
      'limited',
      'troubled',
      'refused',
    ])
    expect([3100, 3105, 3310, 4101, 2240].map((code) => isInvalidRequest(failureOfCode(code)))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })

  it('[K8] in words: every code of the document has one', () => {
    const codes = [1111, 1121, 1122, 1131, 1133, 1151, 2110, 2240, 3100, 3200, 3300, 3310, 4100, 4101, 4200, 4501, 5003]
    expect(codes.map(reasonOfCode)).toEqual([
      'noAnswer',
      'busy',
      'declined',
      'unavailable',
      'badNumber',
      'restricted',
      'billing',
      'billing',
      'refused',
      'badNumber',
      'unknownEmployee',
      'callOver',
      'notPossibleNow',
      'callOver',
      'unavailable',
      'limited',
      'serverError',
    ])
    expect(reasonOf({ kind: 'missing' })).toBe('refused')
  })
})
