import { createHash } from 'node:crypto'

const STEPS = 10_000

/** This installation's place for a version, from 0 up to, but not, 100: fixed for one version, another for the next. */
export function placeInLine(installation: string, version: string): number {
  const digest = createHash('sha256').update(`${installation} ${version}`).digest()
  return ((digest.readUInt32BE(0) % STEPS) * 100) / STEPS
}
