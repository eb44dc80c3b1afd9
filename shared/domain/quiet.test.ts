import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '../testing/random-runs'
import { DEFAULT_QUIET, quietForAnHour, quietUntilMs, quietUntilTomorrow, type Quiet } from './quiet'

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime()
const night: Quiet = { ...DEFAULT_QUIET, isScheduled: true }

describe('[N7] when a desk keeps quiet', () => {
  it('by its hours, over midnight, till their end', () => {
    expect(quietUntilMs(night, at(24, 21, 59))).toBeNull()
    expect(quietUntilMs(night, at(24, 22))).toBe(at(25, 8))
    expect(quietUntilMs(night, at(25, 7, 59))).toBe(at(25, 8))
    expect(quietUntilMs(night, at(25, 8))).toBeNull()
  })

  it('on the days on which the stretch begins', () => {
    // 27 November 2026 is a Friday.
    const friday = { ...night, days: [5] }
    expect(quietUntilMs(friday, at(27, 23))).toBe(at(28, 8))
    expect(quietUntilMs(friday, at(28, 3))).toBe(at(28, 8))
    expect(quietUntilMs(friday, at(28, 23))).toBeNull()
  })

  it('by hand, and goes on into the hours that follow at once', () => {
    expect(quietUntilMs({ ...DEFAULT_QUIET, untilMs: at(24, 13) }, at(24, 12))).toBe(at(24, 13))
    expect(quietUntilMs({ ...DEFAULT_QUIET, untilMs: at(24, 13) }, at(24, 13))).toBeNull()
    expect(quietUntilMs({ ...night, untilMs: at(24, 22) }, at(24, 21))).toBe(at(25, 8))
    expect(quietForAnHour(at(24, 12))).toBe(at(24, 13))
    expect(quietUntilTomorrow(at(24, 23, 30))).toBe(at(25, 9))
  })

  it('whose end is never in the past, and at which it is over', () => {
    fc.assert(
      fc.property(
        fc.record({
          days: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
          fromMinute: fc.integer({ min: 0, max: 1439 }),
          toMinute: fc.integer({ min: 0, max: 1439 }),
          hand: fc.option(fc.integer({ min: -300, max: 3000 })),
        }),
        fc.integer({ min: 0, max: 20_000 }),
        ({ hand, ...hours }, minute) => {
          const nowMs = at(24, 0, minute)
          const untilMs = hand === null ? null : nowMs + hand * 60_000
          const quiet: Quiet = { isScheduled: true, calls: 'silent', untilMs, ...hours }
          const endMs = quietUntilMs(quiet, nowMs)
          if (endMs === null) return
          expect(endMs).toBeGreaterThan(nowMs)
          // Round the clock it never ends by itself; else it is over where it says.
          if (endMs - nowMs < 7 * 86_400_000) expect(quietUntilMs(quiet, endMs)).toBeNull()
        },
      ),
      randomRuns(),
    )
  })
})
