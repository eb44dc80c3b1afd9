import { describe, expect, it } from 'vitest'

import { dayOf, hourOf } from './day'

const iso = ({ startMs, endMs }: { startMs: number; endMs: number }) =>
  [startMs, endMs].map((atMs) => new Date(atMs).toISOString())

describe('the day that the wall counts', () => {
  it('[V1] begins at midnight where the company is', () => {
    expect(iso(dayOf('Asia/Yekaterinburg', Date.UTC(2026, 10, 28, 19, 30)))).toEqual([
      '2026-11-28T19:00:00.000Z',
      '2026-11-29T19:00:00.000Z',
    ])
  })

  it('has 23 and 25 hours where the clock is changed', () => {
    const hours = (atMs: number) => {
      const { startMs, endMs } = dayOf('Europe/Berlin', atMs)
      return (endMs - startMs) / 3_600_000
    }
    expect([hours(Date.UTC(2026, 2, 29, 12)), hours(Date.UTC(2026, 9, 25, 12))]).toEqual([23, 25])
  })

  it('has hours by the clock on the wall', () => {
    expect(hourOf('Europe/Moscow', Date.UTC(2026, 10, 28, 20, 59))).toBe(23)
    expect(hourOf('Europe/Moscow', Date.UTC(2026, 10, 28, 21))).toBe(0)
  })
})
