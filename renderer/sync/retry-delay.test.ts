import { describe, expect, it } from 'vitest'

import { retryDelayMs } from './retry-delay'

describe('delay before the next attempt', () => {
  it('doubles up to fifteen seconds, of which chance takes up to half', () => {
    expect([0, 1, 2, 5, 6, 1000].map((attempt) => retryDelayMs(attempt, () => 0))).toEqual([
      250, 500, 1000, 8000, 15_000, 15_000,
    ])
    expect(retryDelayMs(2, () => 1)).toBe(500)
  })
})
