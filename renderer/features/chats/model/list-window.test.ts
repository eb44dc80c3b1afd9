import { describe, expect, it } from 'vitest'

import { spanFor, stepFrom } from './list-window'

const FIRST = { offset: 0, limit: 60 }
const TOTAL = 100_000

describe('the stretch of the list that is read', () => {
  it('stays the same while rows stand ready above and below', () => {
    expect(spanFor(FIRST, { startIndex: 0, endIndex: 12 }, TOTAL)).toBe(FIRST)
    const middle = { offset: 500, limit: 120 }
    expect(spanFor(middle, { startIndex: 540, endIndex: 555 }, TOTAL)).toBe(middle)
  })

  it('moves on before its end is on the screen, in either direction', () => {
    const further = spanFor(FIRST, { startIndex: 30, endIndex: 42 }, TOTAL)
    expect(further).toEqual({ offset: 0, limit: 93 })
    expect(spanFor({ offset: 500, limit: 120 }, { startIndex: 510, endIndex: 522 }, TOTAL)).toEqual({
      offset: 460,
      limit: 113,
    })
  })

  it('is as long wherever one jumps to', () => {
    expect(spanFor(FIRST, { startIndex: 70_000, endIndex: 70_012 }, TOTAL)).toEqual({ offset: 69_950, limit: 113 })
    expect(spanFor({ offset: 69_950, limit: 113 }, { startIndex: 0, endIndex: 12 }, TOTAL)).toEqual({
      offset: 0,
      limit: 63,
    })
  })

  it('asks for nothing beyond the ends of the list', () => {
    const last = { offset: 99_900, limit: 100 }
    expect(spanFor(last, { startIndex: 99_985, endIndex: 99_999 }, TOTAL)).toBe(last)
    const whole = { offset: 0, limit: 60 }
    expect(spanFor(whole, { startIndex: 0, endIndex: 11 }, 12)).toBe(whole)
  })
})

describe('[L2] a step in the list', () => {
  const shown = { startIndex: 500, endIndex: 512 }

  it('leads to a row that need not be there yet, and never beyond the ends', () => {
    expect(stepFrom(7, 8, shown, TOTAL)).toBe(15)
    expect(stepFrom(3, -8, shown, TOTAL)).toBe(0)
    expect(stepFrom(99_998, 8, shown, TOTAL)).toBe(99_999)
    expect(stepFrom(7, Number.POSITIVE_INFINITY, shown, TOTAL)).toBe(99_999)
    expect(stepFrom(null, Number.NEGATIVE_INFINITY, shown, TOTAL)).toBe(0)
    expect(stepFrom(null, Number.POSITIVE_INFINITY, shown, TOTAL)).toBe(99_999)
    expect(stepFrom(null, 1, shown, 0)).toBeNull()
  })

  it('from nowhere begins with what is on the screen', () => {
    expect(stepFrom(null, 1, shown, TOTAL)).toBe(500)
    expect(stepFrom(null, -1, shown, TOTAL)).toBe(512)
    expect(stepFrom(null, 1, null, 12)).toBe(0)
    expect(stepFrom(null, -1, null, 12)).toBe(11)
  })
})
