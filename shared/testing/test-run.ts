/**
 * How much the random, fuzzing and kill suites run, said in one place: a share of their counts, or all of them
 * (`npm run test:long`). Every sequence follows from one seed, so that what failed can be run again.
 */
declare const process: { readonly env: Readonly<Record<string, string | undefined>> }

/** The gate judges the change and not its luck: a share always runs the same sequences. */
const SEED_OF_THE_SHARE = 20261122

export interface Counts {
  readonly share: number
  readonly full: number
}

export const isLongRun = process.env['OTKLIK_TEST_LONG'] === '1'

export const testSeed = readSeed(process.env['OTKLIK_TEST_SEED'])

export function countOf({ share, full }: Counts): number {
  return isLongRun ? full : share
}

function readSeed(text: string | undefined): number {
  if (text === undefined || text === '') return SEED_OF_THE_SHARE
  const seed = Number(text)
  // fast-check cuts a seed to 32 bits.
  if (Number.isInteger(seed) && Math.abs(seed) < 2 ** 31) return seed
  throw new Error(`OTKLIK_TEST_SEED: expected a whole number of at most 31 bits, got "${text}"`)
}
