import { DAY_MS } from './channel-settings'

/** How far the wall clock of one zone is ahead of UTC during one UTC day. */
export interface DayOffsets {
  readonly beforeMs: number
  /** When the clock is put on or back in that day; `null` on all but a few days. */
  readonly changeAtMs: number | null
  /** From `changeAtMs` on. */
  readonly afterMs: number
}

/** A few years of days: more than is ever looked at together, and little memory. */
const MAX_DAYS = 4000

const zones = new Map<string, ZoneOffsets>()

export function zoneOffsets(timeZone: string): ZoneOffsets {
  const known = zones.get(timeZone)
  if (known) return known
  const created = new ZoneOffsets(timeZone)
  zones.set(timeZone, created)
  return created
}

/** `Intl` is asked twice a day of the calendar, not for each instant: it is a thousand times slower than a look-up. */
class ZoneOffsets {
  private readonly format: Intl.DateTimeFormat
  private readonly days = new Map<number, DayOffsets>()

  constructor(timeZone: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  }

  at(atMs: number): number {
    const day = this.ofDay(Math.floor(atMs / DAY_MS))
    return day.changeAtMs !== null && atMs >= day.changeAtMs ? day.afterMs : day.beforeMs
  }

  /** `utcDay` is counted from the epoch. */
  ofDay(utcDay: number): DayOffsets {
    const known = this.days.get(utcDay)
    if (known) return known
    if (this.days.size >= MAX_DAYS) this.days.clear()
    const found = this.find(utcDay * DAY_MS)
    this.days.set(utcDay, found)
    return found
  }

  private find(startMs: number): DayOffsets {
    const beforeMs = this.ask(startMs)
    const afterMs = this.ask(startMs + DAY_MS)
    if (beforeMs === afterMs) return { beforeMs, changeAtMs: null, afterMs }
    let [low, high] = [startMs, startMs + DAY_MS]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (this.ask(middle) === beforeMs) low = middle
      else high = middle
    }
    // At the first instant of the next day it belongs to that day.
    return high === startMs + DAY_MS
      ? { beforeMs, changeAtMs: null, afterMs: beforeMs }
      : { beforeMs, changeAtMs: high, afterMs }
  }

  private ask(atMs: number): number {
    const wholeMs = Math.floor(atMs / 1000) * 1000
    const parts = new Map(this.format.formatToParts(wholeMs).map(({ type, value }) => [type, Number(value)]))
    const [year, month, day, hour, minute, second] = FIELDS.map((field) => parts.get(field))
    if (year === undefined || month === undefined || day === undefined) throw new Error('A date without its day.')
    return Date.UTC(year, month - 1, day, hour, minute, second) - wholeMs
  }
}

const FIELDS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
