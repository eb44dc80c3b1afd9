import type { BenchResult } from './lib/result'
import { measureMemory } from './memory.bench'
import { measureStart } from './start.bench'

/** Every benchmark by the name that `npm run bench -- name` takes. */
export const benchmarks: Readonly<Record<string, () => Promise<BenchResult>>> = {
  start: measureStart,
  memory: measureMemory,
}
