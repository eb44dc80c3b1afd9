import { describe, expect, it } from 'vitest'

import { clockOffOf } from './clock-off'
import { formatTimeLeft } from './time'

describe('[O1] a clock that is off', () => {
  it.each([
    [0, null],
    [59_999, null],
    [-60_000, '1 мин'],
    [95_000, '2 мин'],
    [7_199_990, '2 ч'],
    [-7_200_010, '2 ч'],
    [8_000_000, '2 ч'],
    [-9_100_000, '3 ч'],
  ])('by %d ms is told as %s', (aheadMs, words) => {
    const off = clockOffOf(aheadMs)
    expect(off && formatTimeLeft(off.byMs, 'ru').replace(/\s/g, ' ')).toBe(words)
    if (off) expect(off.kind).toBe(aheadMs > 0 ? 'fast' : 'slow')
  })
})
