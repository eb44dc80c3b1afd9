import { describe, expect, it } from 'vitest'

import { spanOf, type ReportPeriod } from './period'

/** Sunday, 29 November 2026, 01:30 in Moscow and still Saturday in London. */
const NOW_MS = Date.UTC(2026, 10, 28, 22, 30)

function days(period: ReportPeriod, timeZone = 'Europe/Moscow'): readonly [string, string] | null {
  const span = spanOf(period, timeZone, NOW_MS)
  return span && [span.from, span.to]
}

describe('the period of a report', () => {
  it.each([
    ['today', '2026-11-29', '2026-11-29'],
    ['yesterday', '2026-11-28', '2026-11-28'],
    ['week', '2026-11-23', '2026-11-29'],
    ['lastWeek', '2026-11-16', '2026-11-22'],
    ['month', '2026-11-01', '2026-11-29'],
    ['lastMonth', '2026-10-01', '2026-10-31'],
  ] as const)('[V4] «%s» is %s to %s, by the calendar of the company', (kind, from, to) => {
    expect(days({ kind })).toEqual([from, to])
  })

  it('[V4] begins and ends at midnight where the company is', () => {
    expect(spanOf({ kind: 'today' }, 'Europe/London', NOW_MS)).toEqual({
      fromMs: Date.UTC(2026, 10, 28),
      untilMs: Date.UTC(2026, 10, 29),
      from: '2026-11-28',
      to: '2026-11-28',
    })
  })

  it('[V4] has 23 hours on the day on which the clock is put on', () => {
    const span = spanOf({ kind: 'days', from: '2026-03-29', to: '2026-03-29' }, 'Europe/Berlin', NOW_MS)
    expect(span && (span.untilMs - span.fromMs) / 3_600_000).toBe(23)
  })

  it.each([
    ['2026-02-30', '2026-03-01'],
    ['2026-11-02', '2026-11-01'],
    ['2020-01-01', '2026-11-01'],
    ['soon', '2026-11-01'],
  ])('[V4] is none from %s to %s', (from, to) => {
    expect(days({ kind: 'days', from, to })).toBeNull()
  })
})
