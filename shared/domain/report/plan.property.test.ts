import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '../../testing/random-runs'
import { zoneOffsets } from '../zone-offsets'
import { nextRun } from './plan'

const ZONES = ['Europe/Moscow', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'] as const
const HOUR_MS = 3_600_000
const anyWeekdays = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 })
const anyMoment = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) })

describe('when a planned report is sent', () => {
  it('[V4] is later than asked for, on one of its days, at its minute, at most eight days on', () => {
    const check = (zone: string, weekdays: readonly number[], atMin: number, afterMs: number) => {
      const next = nextRun({ weekdays, atMin }, zone, afterMs) ?? NaN
      expect(next).toBeGreaterThan(afterMs)
      expect(next - afterMs).toBeLessThan(8 * 24 * HOUR_MS + HOUR_MS)
      const local = new Date(next + zoneOffsets(zone).at(next))
      expect(weekdays).toContain((local.getUTCDay() + 6) % 7)
      // Where the clock is put on, the minute may not be there; it is at most an hour away.
      const off = Math.abs(local.getUTCHours() * 60 + local.getUTCMinutes() - atMin)
      expect(off).toBeLessThanOrEqual(60)
    }
    const arbitraries = [fc.constantFrom(...ZONES), anyWeekdays, fc.integer({ min: 0, max: 1380 }), anyMoment] as const
    fc.assert(fc.property(...arbitraries, check), randomRuns())
  })

  it('[V4] is Monday at nine in Moscow for the report of last week', () => {
    const sunday = Date.UTC(2026, 10, 29, 12)
    const plan = { weekdays: [0], atMin: 9 * 60 }
    const monday = Date.UTC(2026, 10, 30, 6)
    expect(nextRun(plan, 'Europe/Moscow', sunday)).toBe(monday)
    expect(nextRun(plan, 'Europe/Moscow', monday)).toBe(monday + 7 * 24 * HOUR_MS)
  })

  it('[V4] is never for a report of no day', () => {
    expect(nextRun({ weekdays: [], atMin: 0 }, 'Europe/Moscow', 0)).toBeNull()
  })
})
