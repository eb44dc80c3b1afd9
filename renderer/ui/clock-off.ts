const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
/** A person sees it in no time that Otklik shows; codes of an authenticator on this computer begin to fail. */
const WORTH_TELLING_MS = MINUTE_MS

/** `byMs`: in whole minutes, from two hours on in whole hours: it is measured over a network, and nobody sets a clock by it. */
export interface ClockOff {
  readonly kind: 'fast' | 'slow'
  readonly byMs: number
}

/** `null`: the clock of this computer is as good as right. */
export function clockOffOf(clockAheadMs: number): ClockOff | null {
  const exactMs = Math.abs(clockAheadMs)
  if (exactMs < WORTH_TELLING_MS) return null
  const minutesMs = rounded(exactMs, MINUTE_MS)
  const byMs = minutesMs < 2 * HOUR_MS ? minutesMs : rounded(exactMs, HOUR_MS)
  return { kind: clockAheadMs > 0 ? 'fast' : 'slow', byMs }
}

function rounded(ms: number, unitMs: number): number {
  return Math.round(ms / unitMs) * unitMs
}
