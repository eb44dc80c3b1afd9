import { describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'

import { Buckets } from './buckets'

describe('how much a visitor may do', () => {
  it('[M23] lets a few through at once and then one in a while, each visitor for himself', () => {
    const clock = new ManualClock()
    const buckets = new Buckets(clock, { burst: 3, everyMs: 1000 })
    expect([1, 2, 3].map(() => buckets.take('a'))).toEqual([0, 0, 0])
    expect(buckets.take('a')).toBe(1000)
    expect(buckets.take('b')).toBe(0)
    clock.advance(400)
    expect(buckets.take('a')).toBe(600)
    clock.advance(600)
    expect(buckets.take('a')).toBe(0)
    expect(buckets.take('a')).toBe(1000)
    clock.advance(60_000)
    expect([1, 2, 3, 4].map(() => buckets.take('a'))).toEqual([0, 0, 0, 1000])
  })
})
