import { DAY_MS } from './channel-settings'
import { daySchedule, scheduleOf, type Schedule } from './schedule'
import { zoneOffsets } from './zone-offsets'
import type { WorkingHours } from './working-hours'

const MINUTE_MS = 60_000

/**
 * Beyond the last exception a week repeats itself, but for the hour that a change to summer time leaves out: whatever
 * can happen has happened within three weeks.
 */
const DAYS_UNTIL_REPEATED = 23

/** By the clock on the wall: an hour that is skipped is not worked, one that comes twice is worked twice. */
export function isWorkingTime(hours: WorkingHours, atMs: number): boolean {
  return isWorkingAt(scheduleOf(hours), atMs + zoneOffsets(hours.timeZone).at(atMs))
}

/** The first instant after `afterMs` at which work begins or ends; `null`: never. */
export function nextChangeOfHours(hours: WorkingHours, afterMs: number): number | null {
  const schedule = scheduleOf(hours)
  const offsets = zoneOffsets(hours.timeZone)
  const isWorking = isWorkingAt(schedule, afterMs + offsets.at(afterMs))
  for (const utcDay of daysToLookAt(schedule, Math.floor(afterMs / DAY_MS))) {
    const { beforeMs, changeAtMs, afterMs: laterMs } = offsets.ofDay(utcDay)
    const [startMs, endMs] = [utcDay * DAY_MS, (utcDay + 1) * DAY_MS]
    const stretches: readonly Stretch[] =
      changeAtMs === null
        ? [{ startMs, endMs, offsetMs: beforeMs }]
        : [
            { startMs, endMs: changeAtMs, offsetMs: beforeMs },
            { startMs: changeAtMs, endMs, offsetMs: laterMs },
          ]
    for (const stretch of stretches) {
      const change = firstChangeIn(schedule, stretch, afterMs, isWorking)
      if (change !== null) return change
    }
  }
  return null
}

/** A part of a UTC day in which the wall clock runs evenly. */
interface Stretch {
  readonly startMs: number
  readonly endMs: number
  readonly offsetMs: number
}

function firstChangeIn(
  schedule: Schedule,
  { startMs, endMs, offsetMs }: Stretch,
  afterMs: number,
  isWorking: boolean,
): number | null {
  if (startMs > afterMs && isWorkingAt(schedule, startMs + offsetMs) !== isWorking) return startMs
  const [firstDay, lastDay] = [Math.floor((startMs + offsetMs) / DAY_MS), Math.floor((endMs - 1 + offsetMs) / DAY_MS)]
  for (let localDay = firstDay; localDay <= lastDay; localDay += 1) {
    for (const minute of daySchedule(schedule, localDay).changesAtMin) {
      const atMs = localDay * DAY_MS + minute * MINUTE_MS - offsetMs
      if (atMs <= afterMs || atMs < startMs || atMs >= endMs) continue
      if (isWorkingAt(schedule, atMs + offsetMs) !== isWorking) return atMs
    }
  }
  return null
}

/** Ascending. Where every day of the week is alike, only the days around an exception can bring a change. */
function* daysToLookAt({ isWeekEven, exceptionDays }: Schedule, fromDay: number): Generator<number> {
  const lastException = exceptionDays.at(-1) ?? fromDay
  if (!isWeekEven) {
    const lastDay = Math.max(fromDay, lastException) + DAYS_UNTIL_REPEATED
    for (let day = fromDay; day <= lastDay; day += 1) yield day
    return
  }
  let nextDay = fromDay
  for (const exception of exceptionDays) {
    // A local day lies within two days of the UTC day of the same date, whatever the zone.
    for (let day = Math.max(nextDay, exception - 2); day <= exception + 2; day += 1) yield day
    nextDay = Math.max(nextDay, exception + 3)
  }
}

function isWorkingAt(schedule: Schedule, localMs: number): boolean {
  const localDay = Math.floor(localMs / DAY_MS)
  const minute = (localMs - localDay * DAY_MS) / MINUTE_MS
  return daySchedule(schedule, localDay).spans.some(({ fromMin, toMin }) => fromMin <= minute && minute < toMin)
}
