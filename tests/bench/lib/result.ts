/** One line of `npm run bench -- --json`. `ratio` = value / floor, the floor measured in the same run. */
export interface BenchResult {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 'µs' | 'MB' | 'kB' | '1/s' | '%'
  readonly floor: number
  readonly ratio: number
  /** Measurements behind `value` (their median where `of` says nothing else; of `name-search` and `parting` the 95th percentile). */
  readonly n: number
  /** What of them `value` is: `95th percentile`, `share`. */
  readonly of?: string
}

export function benchResult(
  name: string,
  unit: BenchResult['unit'],
  values: readonly number[],
  floors: readonly number[],
): BenchResult {
  const value = median(values)
  const floor = median(floors)
  return { name, value: round(value), unit, floor: round(floor), ratio: round(value / floor), n: values.length }
}

/** The value that so large a share of all does not exceed, of both sides. */
export function benchPercentile(
  name: string,
  unit: BenchResult['unit'],
  share: number,
  values: readonly number[],
  floors: readonly number[],
): BenchResult {
  const result = benchOnce(name, unit, percentile(values, share), percentile(floors, share), values.length)
  return { ...result, of: `${String(Math.round(share * 100))}th percentile` }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle]
  if (upper === undefined) throw new Error('No measurements: expected at least one')
  if (sorted.length % 2 === 1) return upper
  return (upper + (sorted[middle - 1] ?? upper)) / 2
}

/** The least value that so large a share of all does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
  if (value === undefined) throw new Error('No measurements: expected at least one')
  return value
}

/** Of one measurement each. */
export function benchOnce(
  name: string,
  unit: BenchResult['unit'],
  value: number,
  floor: number,
  n: number,
): BenchResult {
  return { name, value: round(value), unit, floor: round(floor), ratio: round(value / floor), n }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
