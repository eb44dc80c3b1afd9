/** A person sees it in no time that Otklik shows; codes of an authenticator on this computer begin to fail. */
const WORTH_TELLING_MS = 60_000

export interface ClockOff {
  readonly kind: 'fast' | 'slow'
  readonly byMs: number
}

/** `null`: the clock of this computer is as good as right. */
export function clockOffOf(clockAheadMs: number): ClockOff | null {
  const byMs = Math.abs(clockAheadMs)
  if (byMs < WORTH_TELLING_MS) return null
  return { kind: clockAheadMs > 0 ? 'fast' : 'slow', byMs }
}
