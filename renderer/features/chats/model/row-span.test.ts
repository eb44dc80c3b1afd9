import { describe, expect, it } from 'vitest'

import { drawnSpan, openingSpan, widenedDown, widenedUp } from './row-span'

const LONG = { first: 1_000_000, end: 1_002_000 }
const SHORT = { first: 1_000_000, end: 1_000_005 }

describe('the rows of a conversation that are drawn', () => {
  it('begin with its end, or with what surrounds a message that was looked for', () => {
    expect(openingSpan(LONG, null)).toEqual({ from: 1_001_986, to: null })
    expect(openingSpan(SHORT, null)).toEqual({ from: 1_000_000, to: null })
    expect(openingSpan(LONG, 1_000_500)).toEqual({ from: 1_000_486, to: 1_000_514 })
    expect(openingSpan(LONG, 1_001_999)).toEqual({ from: 1_001_985, to: null })
  })

  it('become more upwards until the first, and leave the end when they are many', () => {
    let span = openingSpan(LONG, null)
    for (let step = 0; step < 100; step += 1) {
      span = widenedUp(span, LONG)
      const { from, to } = drawnSpan(span, LONG)
      expect(to - from).toBeLessThanOrEqual(240)
    }
    expect(span).toEqual({ from: 1_000_000, to: 1_000_240 })
    expect(widenedUp(span, LONG)).toBe(span)
  })

  it('become more downwards until the end, and stay with it', () => {
    let span = openingSpan(LONG, 1_000_100)
    for (let step = 0; step < 100; step += 1) {
      span = widenedDown(span, LONG)
      const { from, to } = drawnSpan(span, LONG)
      expect(to - from).toBeLessThanOrEqual(240)
    }
    expect(span.to).toBeNull()
    expect(widenedDown(span, LONG)).toBe(span)
    expect(drawnSpan(span, { ...LONG, end: LONG.end + 3 }).to).toBe(LONG.end + 3)
  })

  it('are those that there are', () => {
    expect(drawnSpan({ from: 1_000_000, to: null }, SHORT)).toEqual({ from: 1_000_000, to: 1_000_005 })
    expect(drawnSpan({ from: 999_000, to: 999_100 }, SHORT)).toEqual({ from: 1_000_000, to: 1_000_005 })
    expect(drawnSpan({ from: 1_000_000, to: null }, { first: 1_000_000, end: 1_000_000 })).toEqual({
      from: 1_000_000,
      to: 1_000_000,
    })
  })
})
