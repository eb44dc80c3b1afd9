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

/**
 * Parameters of `fc.assert`: how often in this run, and from which seed. `together`: sequences that one run of the property
 * plays side by side; the counts are of sequences.
 */
export function randomRuns(counts: Counts = CHEAP, together = 1): { readonly numRuns: number; readonly seed: number } {
  const numRuns = Math.ceil(countOf(counts) / together)
  const test = getCurrentTest()
  if (test) test.meta.random = { runs: (test.meta.random?.runs ?? 0) + numRuns * together, seed: testSeed }
  return { numRuns, seed: testSeed }
}
