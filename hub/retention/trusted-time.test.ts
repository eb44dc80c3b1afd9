import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '#shared/testing/random-runs'

import { LEAP_MS, SURE_AFTER_MS, trustTime, type SeenTime } from './trusted-time'

const HOUR_MS = 3_600_000
const NOW = Date.UTC(2026, 10, 29)
const KNOWN: SeenTime = { seenMs: NOW, doubt: null }

/** What is trusted at each look. */
function walk(begin: SeenTime | null, looks: readonly number[]): readonly (number | null)[] {
  let seen = begin
  return looks.map((nowMs) => {
    const found = trustTime(seen, nowMs)
    seen = found.seen
    return found.trustedMs
  })
}

describe('the time by which something is removed', () => {
  it('[C9] is the clock’s, as long as it runs on, also after a weekend', () => {
    expect(walk(KNOWN, [NOW + HOUR_MS, NOW + HOUR_MS + LEAP_MS])).toEqual([NOW + HOUR_MS, NOW + HOUR_MS + LEAP_MS])
  })

  it('[C9] is none for a day after a leap, and none at all where the clock is put right again', () => {
    const leapt = NOW + 400 * 86_400_000
    expect(walk(KNOWN, [leapt, leapt + HOUR_MS, NOW + HOUR_MS])).toEqual([null, null, NOW + HOUR_MS])
    const sure = leapt + SURE_AFTER_MS
    expect(walk(KNOWN, [leapt, leapt + HOUR_MS, sure - 1, sure])).toEqual([null, null, null, sure])
  })

  it('[C9] is doubted anew by a second leap, and by a clock that stands back in its doubt', () => {
    const leapt = NOW + 30 * 86_400_000
    const again = leapt + LEAP_MS + SURE_AFTER_MS
    expect(walk(KNOWN, [leapt, again, again + SURE_AFTER_MS])).toEqual([null, null, again + SURE_AFTER_MS])
    const back = leapt - HOUR_MS
    expect(walk(KNOWN, [leapt, back, leapt + SURE_AFTER_MS - 1])).toEqual([null, null, leapt + SURE_AFTER_MS - 1])
  })

  it('[C9] is doubted where nobody has looked before', () => {
    expect(walk(null, [NOW, NOW + HOUR_MS, NOW + SURE_AFTER_MS])).toEqual([null, null, NOW + SURE_AFTER_MS])
  })

  it('[C9] never is more than a long weekend ahead of what was seen, but after a day of running on', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500 * 24, max: 500 * 24 }), { maxLength: 40 }), (steps) => {
        let seen: SeenTime = KNOWN
        let nowMs = NOW
        for (const hours of steps) {
          nowMs += hours * HOUR_MS
          const found = trustTime(seen, nowMs)
          if (found.trustedMs !== null) {
            expect(found.trustedMs).toBe(nowMs)
            const wasSure = seen.doubt !== null && nowMs - seen.doubt.sinceMs >= SURE_AFTER_MS
            expect(nowMs - seen.seenMs <= LEAP_MS || wasSure).toBe(true)
          }
          seen = found.seen
        }
      }),
      randomRuns(),
    )
  })
})
