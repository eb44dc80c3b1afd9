import { describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'

import { RateLimiter } from './rate-limiter'

const limits = (limit: number, remaining: number) =>
  new Headers({ 'x-ratelimit-limit': String(limit), 'x-ratelimit-remaining': String(remaining) })

/** Counts how many background requests get through while the clock moves. */
function flood(limiter: RateLimiter): { readonly count: () => number } {
  let count = 0
  const run = async () => {
    for (;;) {
      await limiter.admitBackground()
      count += 1
      if (count > 10_000) return
    }
  }
  void run()
  return { count: () => count }
}

describe('RateLimiter', () => {
  it('never lets background work exceed the minute that the platform names', async () => {
    const clock = new ManualClock()
    const limiter = new RateLimiter(clock)
    limiter.handleAnswer(false, limits(60, 59))
    const { count } = flood(limiter)
    await clock.advanceAsync(60_000)
    expect(count()).toBeGreaterThan(30)
    expect(count()).toBeLessThanOrEqual(60)
    limiter.dispose()
  })

  it('lets a person act while background work waits', async () => {
    const clock = new ManualClock()
    const limiter = new RateLimiter(clock)
    limiter.handleAnswer(false, limits(10, 0))
    const { count } = flood(limiter)
    await clock.advanceAsync(100)
    expect(count()).toBe(0)
    expect(limiter.admitInteractive()).toBeNull()
    limiter.dispose()
  })

  it('is silent as long as a 429 asks for, for everybody', async () => {
    const clock = new ManualClock()
    const limiter = new RateLimiter(clock)
    limiter.handleAnswer(true, new Headers({ 'retry-after': '30' }))
    expect(limiter.admitInteractive()).toEqual({ retryAfterMs: 30_000 })
    const { count } = flood(limiter)
    await clock.advanceAsync(29_999)
    expect(count()).toBe(0)
    await clock.advanceAsync(2)
    expect(count()).toBeGreaterThan(0)
    expect(limiter.admitInteractive()).toBeNull()
    limiter.dispose()
  })

  it('chooses a pause by itself where the 429 names none', () => {
    const limiter = new RateLimiter(new ManualClock())
    limiter.handleAnswer(true, new Headers())
    expect(limiter.admitInteractive()).toEqual({ retryAfterMs: 15_000 })
  })

  it('releases who waits when it is disposed, and leaves no timer', async () => {
    const clock = new ManualClock()
    const limiter = new RateLimiter(clock)
    limiter.handleAnswer(true, new Headers({ 'retry-after': '30' }))
    const waiting = limiter.admitBackground()
    limiter.dispose()
    await waiting
    expect(clock.pendingTimers).toBe(0)
  })
})
