/** A time that many mean when they do not mean now. */
export interface QuickTime {
  readonly key: 'hour' | 'evening' | 'tomorrow' | 'monday'
  readonly atMs: number
}

const HOUR_MS = 3_600_000
const MORNING = 9
const EVENING = 18
const MONDAY = 1

/** In the zone of this computer, as the person reads the clock. */
export function quickTimes(nowMs: number): readonly QuickTime[] {
  const tomorrow = at(nowMs, 1, MORNING)
  const evening = at(nowMs, 0, EVENING)
  const toMonday = (MONDAY - new Date(nowMs).getDay() + 7) % 7 || 7
  return [
    { key: 'hour', atMs: nowMs + HOUR_MS },
    ...(evening - nowMs > HOUR_MS ? [{ key: 'evening', atMs: evening } as const] : []),
    { key: 'tomorrow', atMs: tomorrow },
    ...(toMonday > 1 ? [{ key: 'monday', atMs: at(nowMs, toMonday, MORNING) } as const] : []),
  ]
}

/** Days are counted by the calendar: one of them may have 23 hours. */
function at(nowMs: number, days: number, hour: number): number {
  const date = new Date(nowMs)
  date.setDate(date.getDate() + days)
  return date.setHours(hour, 0, 0, 0)
}
