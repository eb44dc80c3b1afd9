/** `npm run bench -- [--json] [name …]`: each benchmark measures its floor in the same run. */
import { benchmarks } from './benchmarks'
import type { BenchResult } from './lib/result'

const args = process.argv.slice(2)
const asJson = args.includes('--json')
const wanted = args.filter((arg) => !arg.startsWith('--'))
const unknown = wanted.filter((name) => !(name in benchmarks))
if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(', ')}. There are: ${Object.keys(benchmarks).join(', ')}`)
  process.exit(2)
}

for (const [name, measure] of Object.entries(benchmarks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  print(await measure())
}
process.exit(0)

function print(result: BenchResult): void {
  if (asJson) {
    console.log(JSON.stringify(result))
    return
  }
  const { name, value, unit, floor, ratio, n } = result
  console.log(`${name.padEnd(12)} ${value} ${unit}, floor ${floor} ${unit}, ratio ${ratio} (median of ${n})`)
}
