/** The longest time without a packet from `fromMs` to `toMs`, unix ms; the ends count as packets. */
export function longestGapMs(arrivals: readonly number[], fromMs: number, toMs: number): number {
  const within = arrivals.filter((at) => at > fromMs && at < toMs)
  const before = Math.max(fromMs, ...arrivals.filter((at) => at <= fromMs).slice(-1))
  let longest = 0
  let last = before
  for (const at of [...within, toMs]) {
    longest = Math.max(longest, at - last)
    last = at
  }
  return longest
}

export interface GapSummary {
  readonly median: number
  readonly p95: number
  readonly max: number
}

/** Nearest rank, in whole milliseconds. */
export function summariseGaps(gaps: readonly number[]): GapSummary {
  const sorted = [...gaps].sort((a, b) => a - b)
  const at = (share: number): number => Math.round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0)
  return { median: at(0.5), p95: at(0.95), max: at(1) }
}
