import type { BenchOptions } from '../benchmarks'

export interface BenchArgs extends BenchOptions {
  readonly asJson: boolean
  readonly names: readonly string[]
}

/** `[--json] [--full] [--calls N] [name …]`; a name stands for itself or for all that begin with it and a hyphen. */
export function parseBenchArgs(args: readonly string[], known: readonly string[]): BenchArgs | { error: string } {
  const wanted: string[] = []
  let calls: number | undefined
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? ''
    if (arg === '--json' || arg === '--full') continue
    if (arg === '--calls') {
      index += 1
      calls = Number(args[index])
      if (!Number.isInteger(calls) || calls < 1)
        return { error: `--calls wants a whole number from 1, not ${args[index] ?? 'nothing'}.` }
    } else if (arg.startsWith('--')) return { error: `No option ${arg}. There are: --json, --full, --calls N.` }
    else wanted.push(arg)
  }
  const means = (name: string) => known.filter((each) => each === name || each.startsWith(`${name}-`))
  const unknown = wanted.filter((name) => means(name).length === 0)
  if (unknown.length > 0) return { error: `No benchmark ${unknown.join(', ')}. There are: ${known.join(', ')}.` }
  const chosen = new Set(wanted.flatMap((name) => (known.includes(name) ? [name] : means(name))))
  const names = wanted.length === 0 ? known : known.filter((name) => chosen.has(name))
  return {
    asJson: args.includes('--json'),
    isFull: args.includes('--full'),
    names,
    ...(calls !== undefined && { calls }),
  }
}
