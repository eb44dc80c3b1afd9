import { DAY_MS } from '../channel-settings'
import { localDayOf, midnight } from '../wall/day'

export const NAMED_PERIODS = ['today', 'yesterday', 'week', 'lastWeek', 'month', 'lastMonth'] as const
export type NamedPeriod = (typeof NAMED_PERIODS)[number]

/** What a report is about, by the company's calendar. `days`: both are in it, as `YYYY-MM-DD`. */
export type ReportPeriod =
  { readonly kind: NamedPeriod } | { readonly kind: 'days'; readonly from: string; readonly to: string }

/** From `fromMs` on and before `untilMs`; the same as days of the company's calendar. */
export interface PeriodSpan {
  readonly fromMs: number
  readonly untilMs: number
  readonly from: string
  readonly to: string
}

/** More than anybody opens in a spreadsheet. */
export const LONGEST_PERIOD_DAYS = 732
const DAYS_A_WEEK = 7
/** The epoch was a Thursday; weeks begin with Monday. */
const WEEKDAY_OF_EPOCH = 3

/** `null`: the days are none, end before they begin, or are too many. Weeks and months that go on end with today. */
export function spanOf(period: ReportPeriod, timeZone: string, nowMs: number): PeriodSpan | null {
  const days = daysOf(period, localDayOf(timeZone, nowMs))
  if (!days) return null
  const [first, last] = days
  if (last < first || last - first >= LONGEST_PERIOD_DAYS) return null
  return {
    fromMs: midnight(timeZone, first),
    untilMs: midnight(timeZone, last + 1),
    from: dateOf(first),
    to: dateOf(last),
  }
}

/** «2026-11-29» of a day that is counted from 1970-01-01. */
export function dateOf(localDay: number): string {
  return new Date(localDay * DAY_MS).toISOString().slice(0, 10)
}

function daysOf(period: ReportPeriod, today: number): readonly [number, number] | null {
  switch (period.kind) {
    case 'today':
      return [today, today]
    case 'yesterday':
      return [today - 1, today - 1]
    case 'week':
      return [monday(today), today]
    case 'lastWeek':
      return [monday(today) - DAYS_A_WEEK, monday(today) - 1]
    case 'month':
      return [firstOfMonth(today), today]
    case 'lastMonth': {
      const end = firstOfMonth(today) - 1
      return [firstOfMonth(end), end]
    }
    case 'days': {
      const [first, last] = [dayNumber(period.from), dayNumber(period.to)]
      return first === null || last === null ? null : [first, last]
    }
  }
}

function monday(day: number): number {
  return day - ((((day + WEEKDAY_OF_EPOCH) % DAYS_A_WEEK) + DAYS_A_WEEK) % DAYS_A_WEEK)
}

function firstOfMonth(day: number): number {
  const date = new Date(day * DAY_MS)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / DAY_MS
}

function dayNumber(date: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null
  const atMs = Date.parse(`${date}T00:00:00Z`)
  // The calendar takes no 30th of February for a day of March here.
  return Number.isNaN(atMs) || dateOf(atMs / DAY_MS) !== date ? null : atMs / DAY_MS
}
