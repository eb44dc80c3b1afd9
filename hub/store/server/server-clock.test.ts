import { describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'

import { ServerClock } from './server-clock'

const HOUR_MS = 3_600_000

describe('the time of PostgreSQL', () => {
  it('is kept where the computer’s own is off, and said once', () => {
    const own = new ManualClock()
    const clock = new ServerClock(own)
    const right = own.now() - 2 * HOUR_MS
    expect([clock.hear(right + 0.4), clock.now()]).toEqual([2 * HOUR_MS, right])
    own.advance(5_000)
    expect([clock.hear(right + 5_000), clock.now()]).toEqual([null, right + 5_000])
    // Somebody has set the computer's clock right.
    own.advance(-2 * HOUR_MS)
    expect([clock.hear(own.now()), clock.now()]).toEqual([null, own.now()])
  })

  it('is not followed for what an answer takes on its way', () => {
    const own = new ManualClock()
    const clock = new ServerClock(own)
    expect([clock.hear(own.now() - 300), clock.now()]).toEqual([null, own.now()])
  })
})
