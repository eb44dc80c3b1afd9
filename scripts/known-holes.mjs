/**
 * Part of `npm run check`: asks the registry for known holes of what may end up in the product. Exit code 0: none that is
 * high or critical; 1: some, named; 75: nobody could be asked.
 */
import { spawnSync } from 'node:child_process'

import { readAudit } from './lib/audit-report.mjs'
import { ROOT } from './lib/prepare.mjs'

const NOT_ASKED = 75

/** Package → why its hole does no harm here. */
const ACCEPTED = {}

const { stdout, error } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { cwd: ROOT, encoding: 'utf8' })
if (error) throw error
const audit = readAudit(stdout, ACCEPTED)

if (audit.kind === 'notAsked') {
  console.log(`known holes were not asked for: ${audit.why}`)
  process.exit(NOT_ASKED)
}
const faults = [
  ...audit.holes,
  ...audit.unused.map((name) => `${name}: has no hole any more; take it out of scripts/known-holes.mjs`),
]
console.log(faults.length > 0 ? faults.join('\n') : `${String(audit.packages)} packages, no known hole that is high`)
process.exit(faults.length > 0 ? 1 : 0)
