import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '#shared/testing/random-runs'

import { keepSame } from './keep-same'

describe('keeping what did not change', () => {
  it('answers the very object before when nothing differs', () => {
    const before = { rows: [{ id: 'a', tags: [1, 2] }], hasMore: false }
    expect(keepSame(before, structuredClone(before))).toBe(before)
  })

  it('keeps rows by their id where others come, go or change', () => {
    const a = { id: 'a', at: { ms: 1 } }
    const b = { id: 'b', at: { ms: 2 } }
    const next = keepSame(
      [a, b],
      [
        { id: 'c', at: { ms: 3 } },
        { id: 'b', at: { ms: 2 } },
        { id: 'a', at: { ms: 9 } },
      ],
    )
    expect(next).toEqual([{ id: 'c', at: { ms: 3 } }, b, { id: 'a', at: { ms: 9 } }])
    expect(next[1]).toBe(b)
    expect(next[2]).not.toBe(a)
  })

  it('keeps rows whose ids are alike or are none', () => {
    for (const rows of [
      [{ id: { a: 1 } }],
      [
        { id: 'a', at: 1 },
        { id: 'a', at: 2 },
      ],
      [{ id: null }],
    ])
      expect(keepSame<unknown>(rows, structuredClone(rows))).toBe(rows)
  })

  it('tells a missing key from an undefined one and a list from a record', () => {
    expect(keepSame<unknown>({ a: undefined }, {})).toEqual({})
    expect(keepSame<unknown>([], {})).toEqual({})
    expect(keepSame<unknown>({ a: null }, { a: {} })).toEqual({ a: {} })
  })

  it('always equals what is new', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (previous, next) => {
        expect(keepSame(previous, structuredClone(next))).toEqual(next)
        expect(keepSame(next, structuredClone(next))).toBe(next)
      }),
      randomRuns(),
    )
  })
})
