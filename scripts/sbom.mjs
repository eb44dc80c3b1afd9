/** `npm run sbom`: what the product is made of, as CycloneDX, in `dist/sbom.cdx.json`; by npm itself from the lock file. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from './lib/prepare.mjs'

const ARGS = [
  'sbom',
  '--sbom-format',
  'cyclonedx',
  '--sbom-type',
  'application',
  '--package-lock-only',
  '--omit',
  'dev',
]
const MOST_BYTES = 64 * 1024 * 1024

const text = execFileSync('npm', ARGS, {
  cwd: ROOT,
  encoding: 'utf8',
  maxBuffer: MOST_BYTES,
  shell: process.platform === 'win32',
})
const bill = JSON.parse(text)
if (bill.bomFormat !== 'CycloneDX' || !(bill.components?.length > 0))
  throw new Error('npm sbom: expected a CycloneDX document with components; npm 9.5 or newer is needed')
const path = join(ROOT, 'dist/sbom.cdx.json')
mkdirSync(join(ROOT, 'dist'), { recursive: true })
writeFileSync(path, `${JSON.stringify(bill, null, 2)}\n`)
console.log(`${path}: ${String(bill.components.length)} components`)
