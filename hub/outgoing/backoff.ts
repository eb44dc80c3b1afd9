const FIRST_MS = 1_000
const LONGEST_MS = 60_000
const JITTER_SHARE = 0.2

/** Doubles from one second to a minute; spread, so that many messages do not come back at once. */
export function backoffMs(attempts: number, random: () => number): number {
  const wholeMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempts - 1))
  return Math.round(wholeMs * (1 - JITTER_SHARE + 2 * JITTER_SHARE * random()))
}
