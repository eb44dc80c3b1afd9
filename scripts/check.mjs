/** `npm run check`: types, lint, format, boundaries, dead code. Everything runs; the exit code is the worst of them. */
import { spawnSync } from 'node:child_process'

import { bin, ROOT } from './lib/prepare.mjs'

const WORLDS = ['shared', 'electron', 'hub', 'renderer', 'sandbox', 'tests']

const checks = [
  ...WORLDS.map((world) => [`types: ${world}`, 'tsc', ['-p', world]]),
  ['lint', 'eslint', ['.', '--max-warnings', '0', '--cache', '--cache-location', 'node_modules/.cache/eslint/']],
  ['format', 'prettier', ['--check', '--log-level', 'warn', '--cache', '.']],
  [
    'boundaries',
    'depcruise',
    ['shared', 'electron', 'hub', 'renderer', 'sandbox', 'tests', '--config', '.dependency-cruiser.cjs'],
  ],
  ['dead code', 'knip', ['--no-progress']],
]

let failed = 0
for (const [title, command, args] of checks) {
  const started = Date.now()
  const result = spawnSync(bin(command), args, { cwd: ROOT, encoding: 'utf8' })
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  if (result.status === 0) {
    console.log(`✓ ${title} (${seconds} s)`)
    continue
  }
  failed += 1
  console.log(`✗ ${title} (${seconds} s)\n${result.stdout}${result.stderr}`)
}
process.exit(failed === 0 ? 0 : 1)
