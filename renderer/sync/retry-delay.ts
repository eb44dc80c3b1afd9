const FIRST_DELAY_MS = 250
const LONGEST_DELAY_MS = 15_000
/** The share of a delay that is left to chance, so that desks do not return to a restarted hub all at once. */
const JITTER = 0.5

/** `attempt`: failures in a row before this one. `random` as `Math.random`. */
export function retryDelayMs(attempt: number, random: () => number): number {
  const wholeMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt, 16))
  return Math.round(wholeMs * (1 - JITTER * random()))
}
