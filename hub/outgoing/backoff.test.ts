import { describe, expect, it } from 'vitest'

import { backoffMs } from './backoff'

describe('backoffMs', () => {
  it('doubles from a second to a minute', () => {
    expect([1, 2, 3, 6, 7, 50].map((attempts) => backoffMs(attempts, () => 0.5))).toEqual([
      1_000, 2_000, 4_000, 32_000, 60_000, 60_000,
    ])
  })

  it('is spread by a fifth either way', () => {
    expect([backoffMs(1, () => 0), backoffMs(1, () => 1)]).toEqual([800, 1_200])
  })
})
