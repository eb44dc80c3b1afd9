/** `npm run bench -- [--json] [--full] [--calls N] [name …]`: each benchmark measures its floor in the same run. */
import { benchmarks } from './benchmarks'
import { parseBenchArgs } from './lib/bench-args'
import type { BenchResult } from './lib/result'
import { withinLimit } from './lib/within-limit'

/** Longer than the longest of them, five hundred calls of each side in a row. */
const LIMIT_MS = 3_600_000

const args = parseBenchArgs(process.argv.slice(2), Object.keys(benchmarks))
if ('error' in args) {
  console.error(args.error)
  process.exit(2)
}

let failed = 0
for (const name of args.names) {
  const measure = benchmarks[name]
  if (!measure) continue
  try {
    const results = await withinLimit(name, LIMIT_MS, measure(args))
    for (const result of [results].flat()) print(result, args.asJson)
  } catch (error) {
    failed += 1
    console.error(`${name} failed:`, error)
  }
}
process.exit(failed === 0 ? 0 : 1)

function print(result: BenchResult, asJson: boolean): void {
  if (asJson) {
    console.log(JSON.stringify(result))
    return
  }
  const { name, value, unit, floor, ratio, n, of = 'median' } = result
  console.log(`${name.padEnd(16)} ${value} ${unit}, floor ${floor} ${unit}, ratio ${ratio} (${of} of ${n})`)
}
