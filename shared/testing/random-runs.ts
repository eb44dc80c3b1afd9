import { getCurrentTest } from 'vitest/suite'

import { countOf, testSeed, type Counts } from './test-run'

declare module 'vitest' {
  interface TaskMeta {
    /** How many random sequences the test ran; `npm test` prints it. */
    random?: { readonly runs: number; readonly seed: number }
  }
}

/** For properties that take microseconds. */
const CHEAP: Counts = { share: 100, full: 5_000 }

/** Parameters of `fc.assert`: how often in this run, and from which seed. */
export function randomRuns(counts: Counts = CHEAP): { readonly numRuns: number; readonly seed: number } {
  const numRuns = countOf(counts)
  const test = getCurrentTest()
  if (test) test.meta.random = { runs: (test.meta.random?.runs ?? 0) + numRuns, seed: testSeed }
  return { numRuns, seed: testSeed }
}
