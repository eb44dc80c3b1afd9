import { DAY_MS } from '../channel-settings'
import { zoneOffsets } from '../zone-offsets'
import type { Day } from './tally'

const HOUR_MS = 3_600_000

/** The calendar day of the zone in which this instant is. */
export function dayOf(timeZone: string, atMs: number): Day {
  const localDay = localDayOf(timeZone, atMs)
  return { startMs: midnight(timeZone, localDay), endMs: midnight(timeZone, localDay + 1) }
}

/** Days of the zone's calendar are counted from 1970-01-01. */
export function localDayOf(timeZone: string, atMs: number): number {
  return Math.floor((atMs + zoneOffsets(timeZone).at(atMs)) / DAY_MS)
}

/** By the clock on the wall, 0–23. */
export function hourOf(timeZone: string, atMs: number): number {
  const local = atMs + zoneOffsets(timeZone).at(atMs)
  return Math.floor((local - Math.floor(local / DAY_MS) * DAY_MS) / HOUR_MS)
}

/** When this day of the zone's calendar begins. */
export function midnight(timeZone: string, localDay: number): number {
  const asUtc = localDay * DAY_MS
  const guess = asUtc - zoneOffsets(timeZone).at(asUtc)
  // Where the clock is changed in between, the offset at the guess is the one that holds.
  return asUtc - zoneOffsets(timeZone).at(guess)
}
