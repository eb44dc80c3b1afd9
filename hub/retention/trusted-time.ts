/** How far the clock had come, and since when a leap of it is doubted. */
export interface SeenTime {
  readonly seenMs: number
  readonly doubt: { readonly sinceMs: number; readonly lastMs: number } | null
}

/** A hub may be off for a long weekend; more than that may be a clock that somebody has set wrong. */
export const LEAP_MS = 3 * 86_400_000
/** So long a clock has to run on from where it leapt to, before anything is removed by it. */
export const SURE_AFTER_MS = 86_400_000

/**
 * By which time something may be removed; `null`: by none as yet. A clock that went back removes less and is believed
 * at once, one that leapt forward only after it has run on from there for a day: what is removed does not come back.
 */
export function trustTime(
  before: SeenTime | null,
  nowMs: number,
): { readonly seen: SeenTime; readonly trustedMs: number | null } {
  if (before && nowMs - before.seenMs <= LEAP_MS) return { seen: { seenMs: nowMs, doubt: null }, trustedMs: nowMs }
  const doubt = before?.doubt ?? null
  const runsOn = doubt !== null && nowMs >= doubt.lastMs && nowMs - doubt.lastMs <= LEAP_MS
  if (runsOn && nowMs - doubt.sinceMs >= SURE_AFTER_MS)
    return { seen: { seenMs: nowMs, doubt: null }, trustedMs: nowMs }
  const sinceMs = runsOn ? doubt.sinceMs : nowMs
  return { seen: { seenMs: before?.seenMs ?? 0, doubt: { sinceMs, lastMs: nowMs } }, trustedMs: null }
}
