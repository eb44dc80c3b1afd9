import { DAY_MS } from './channel-settings'
import type { WorkingHours, WorkingSpan } from './working-hours'

/** `WorkingHours` made ready for many questions. Local days are counted from 1970-01-01. */
export interface Schedule {
  readonly week: readonly Day[]
  readonly exceptions: ReadonlyMap<number, Day>
  /** Ascending. */
  readonly exceptionDays: readonly number[]
  /** Every day of the week is worked through, or none has a working minute. */
  readonly isWeekEven: boolean
}

interface Day {
  readonly spans: readonly WorkingSpan[]
  /** Where work may begin or end, midnight included; ascending. */
  readonly changesAtMin: readonly number[]
}

const WEEKDAY_OF_EPOCH = 3
export const MINUTES_A_DAY = 1440

const prepared = new WeakMap<WorkingHours, Schedule>()

export function scheduleOf(hours: WorkingHours): Schedule {
  const known = prepared.get(hours)
  if (known) return known
  const week = hours.week.map(dayOf)
  const exceptions = new Map(hours.exceptions.map(({ date, spans }) => [Date.parse(date) / DAY_MS, dayOf(spans)]))
  const minutes = week.map(({ spans }) => workingMinutes(spans))
  const schedule = {
    week,
    exceptions,
    exceptionDays: [...exceptions.keys()].sort((a, b) => a - b),
    isWeekEven: minutes.every((count) => count === 0) || minutes.every((count) => count === MINUTES_A_DAY),
  }
  prepared.set(hours, schedule)
  return schedule
}

const DAY_OFF: Day = { spans: [], changesAtMin: [0] }

export function daySchedule({ week, exceptions }: Schedule, localDay: number): Day {
  return exceptions.get(localDay) ?? week[(((localDay + WEEKDAY_OF_EPOCH) % 7) + 7) % 7] ?? DAY_OFF
}

/** Spans of one day do not overlap. */
export function workingMinutes(spans: readonly WorkingSpan[]): number {
  return spans.reduce((sum, { fromMin, toMin }) => sum + toMin - fromMin, 0)
}

function dayOf(spans: readonly WorkingSpan[]): Day {
  const edges = spans.flatMap(({ fromMin, toMin }) => [fromMin, toMin]).filter((minute) => minute < MINUTES_A_DAY)
  return { spans, changesAtMin: [...new Set([0, ...edges])].sort((a, b) => a - b) }
}
