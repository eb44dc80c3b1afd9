/** When this desk keeps quiet (spec N7), by the clock of this computer. */
export interface Quiet {
  readonly isScheduled: boolean
  /** 1 is Monday, 7 Sunday: the days on which a stretch begins. */
  readonly days: readonly number[]
  /** Minutes of the day; where `from` is not before `to` the stretch ends on the next day. */
  readonly fromMinute: number
  readonly toMinute: number
  /** By hand, until then; `null`: not. */
  readonly untilMs: number | null
  /** What becomes of a call: it is shown and does not ring, or its caller hears that one is busy. */
  readonly calls: 'silent' | 'busy'
}

export const DEFAULT_QUIET: Quiet = {
  isScheduled: false,
  days: [1, 2, 3, 4, 5, 6, 7],
  fromMinute: 22 * 60,
  toMinute: 8 * 60,
  untilMs: null,
  calls: 'silent',
}

const HOUR_MS = 3_600_000
const DAY_MINUTES = 24 * 60
const MORNING = 9

/** Until when it is quiet from now on; `null`: it is not quiet now. */
export function quietUntilMs(quiet: Quiet, nowMs: number): number | null {
  const byHand = quiet.untilMs !== null && quiet.untilMs > nowMs ? quiet.untilMs : null
  let endMs = byHand
  // What follows at once is the same quiet: one stretch has one summary.
  for (let step = 0; step < 9; step += 1) {
    const next = endOfStretch(quiet, endMs ?? nowMs)
    if (next === null) break
    endMs = next
  }
  return endMs
}

/** An hour, or the morning of the next day: what one means by hand. */
export function quietForAnHour(nowMs: number): number {
  return nowMs + HOUR_MS
}

export function quietUntilTomorrow(nowMs: number): number {
  return atMinute(nowMs, 1, MORNING * 60)
}

/** Of the schedule alone, of yesterday's stretch that reaches into today, or of today's. */
function endOfStretch({ isScheduled, days, fromMinute, toMinute }: Quiet, nowMs: number): number | null {
  if (!isScheduled) return null
  const length = toMinute > fromMinute ? toMinute : toMinute + DAY_MINUTES
  for (const offset of [-1, 0]) {
    const beginMs = atMinute(nowMs, offset, fromMinute)
    if (!days.includes(weekday(beginMs))) continue
    const endMs = atMinute(nowMs, offset, length)
    if (beginMs <= nowMs && nowMs < endMs) return endMs
  }
  return null
}

function weekday(atMs: number): number {
  return new Date(atMs).getDay() || 7
}

/** By the calendar: a day may have 23 hours or 25. */
function atMinute(nowMs: number, days: number, minute: number): number {
  const date = new Date(nowMs)
  date.setHours(0, 0, 0, 0)
  date.setDate(date.getDate() + days)
  return date.setHours(0, minute, 0, 0)
}
