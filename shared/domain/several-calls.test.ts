import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '../testing/random-runs'
import type { CallId, SipAccountId } from './ids'
import { connectable, hasVoice, joinable, swapTarget, whoMustWait, type CallAmongOthers } from './several-calls'

const LINE = 'line' as SipAccountId

function call(id: string, change: Partial<CallAmongOthers> = {}): CallAmongOthers {
  return {
    id: id as CallId,
    accountId: LINE,
    isActive: true,
    isOnHold: false,
    isJoined: false,
    startedAtMs: 1,
    ...change,
  }
}

const anyCalls = fc
  .array(fc.record({ isActive: fc.boolean(), isOnHold: fc.boolean(), isJoined: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((list) => list.map((change, index) => call(String(index), change)))

describe('[K9] one voice at a time', () => {
  it('whoever else is talked to waits, and nobody who waits already', () => {
    const calls = [call('a'), call('b', { isOnHold: true }), call('c', { isActive: false })]
    expect(whoMustWait(calls, 'c' as CallId)).toEqual(['a'])
    expect(whoMustWait(calls, 'a' as CallId)).toEqual([])
  })

  it('a conference is one voice: its calls do not wait for each other', () => {
    const calls = [call('a', { isJoined: true }), call('b', { isJoined: true }), call('c', { isOnHold: true })]
    expect(whoMustWait(calls, 'a' as CallId)).toEqual([])
    expect(whoMustWait(calls, 'c' as CallId)).toEqual(['a', 'b'])
  })

  it('leaves one voice whatever there was', () => {
    fc.assert(
      fc.property(anyCalls, fc.nat(), (calls, pick) => {
        const chosen = calls[pick % calls.length]
        if (!chosen) return
        const waits = new Set(whoMustWait(calls, chosen.id))
        const voices = calls.filter((each) => each.id !== chosen.id && hasVoice(each) && !waits.has(each.id))
        expect(voices.every((each) => each.isJoined && chosen.isJoined)).toBe(true)
      }),
      randomRuns(),
    )
  })
})

describe('[K9] swap', () => {
  it('gives the voice to whoever has been here longest', () => {
    const calls = [
      call('a'),
      call('b', { isOnHold: true, startedAtMs: 5 }),
      call('c', { isOnHold: true, startedAtMs: 3 }),
    ]
    expect(swapTarget(calls)).toBe('c')
  })

  it('needs a talk and somebody who waits', () => {
    expect(swapTarget([call('a', { isOnHold: true })])).toBeNull()
    expect(swapTarget([call('a'), call('b', { isActive: false })])).toBeNull()
  })
})

it('[K9] only two talks of one line can be connected with each other', () => {
  const calls = [
    call('a'),
    call('b', { isOnHold: true }),
    call('c', { accountId: 'other' as SipAccountId }),
    call('d', { accountId: null }),
    call('e', { isActive: false }),
  ]
  expect(connectable(calls, 'a' as CallId)).toEqual(['b'])
  expect(connectable(calls, 'd' as CallId)).toEqual([])
  expect(connectable(calls, 'e' as CallId)).toEqual([])
})

describe('[K9] a conference', () => {
  it('joins the one with the voice first, else whoever has been here longest', () => {
    const calls = [call('a'), call('b', { isOnHold: true, startedAtMs: 3 }), call('c', { isOnHold: true })]
    expect(joinable(calls, 'b' as CallId)).toBe('a')
    expect(joinable(calls, 'a' as CallId)).toBe('c')
  })

  it('is of three: a second one is not offered, nor one with nobody', () => {
    const joined = [call('a', { isJoined: true }), call('b', { isJoined: true }), call('c', { isOnHold: true })]
    expect(joinable(joined, 'c' as CallId)).toBeNull()
    expect(joinable([call('a'), call('b', { isActive: false })], 'a' as CallId)).toBeNull()
  })
})
