/**
 * `npm run check`: types, lint, format, boundaries, dead code, licences, known holes. Everything runs, as many at once as
 * there are processors, the longest first; the exit code is the worst of them.
 */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'

import { bin, ROOT } from './lib/prepare.mjs'

const WORLDS = ['shared', 'electron', 'hub', 'portal', 'renderer', 'sandbox', 'tests']

/** Tests of `shared` and what they use are typed by the tests' world (its tsconfig.json). */
const SHARED_IN_TESTS = ['shared/**/*.test.ts', 'shared/testing/**/*.ts']

/** Of a check that asks somebody who is not there: neither passed nor failed. */
const NOT_ASKED = 75

const checks = [
  lint('renderer'),
  lint('tests', '*.ts', 'scripts/**/*.ts', ...SHARED_IN_TESTS),
  ...['electron', 'hub', 'portal', 'sandbox'].map((world) => lint(world)),
  lint('shared', ...SHARED_IN_TESTS.flatMap((files) => ['--ignore-pattern', files])),
  ...[...WORLDS, 'shared/node'].map((world) => [`types: ${world}`, 'tsc', ['-p', world]]),
  ['format', 'prettier', ['--check', '--log-level', 'warn', '--cache', '.']],
  ['boundaries', 'depcruise', [...WORLDS, '--config', '.dependency-cruiser.cjs']],
  ['dead code', 'knip', ['--no-progress']],
  ['licences', process.execPath, ['scripts/licences.mjs']],
  ['known holes', process.execPath, ['scripts/known-holes.mjs']],
]

let failed = 0
const waiting = [...checks]
await Promise.all(Array.from({ length: availableParallelism() }, work))
process.exit(failed === 0 ? 0 : 1)

async function work() {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const [title, command, args] = check
    const started = Date.now()
    const { status, output } = await run(command === process.execPath ? command : bin(command), args)
    const seconds = ((Date.now() - started) / 1000).toFixed(1)
    if (status === NOT_ASKED) {
      console.log(`– ${title} (${seconds} s): ${output.trim()}`)
      continue
    }
    if (status !== 0) failed += 1
    console.log(status === 0 ? `✓ ${title} (${seconds} s)` : `✗ ${title} (${seconds} s)\n${output}`)
  }
}

/** A process and a cache for each world: the types of all of them at once do not fit into one heap. */
function lint(world, ...more) {
  const cache = ['--cache', '--cache-location', `node_modules/.cache/eslint/${world}`]
  return [`lint: ${world}`, 'eslint', [world, ...more, '--max-warnings', '0', ...cache]]
}

/** `status` is `null` when a signal ended it. */
function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT })
    const output = []
    child.stdout.on('data', (data) => output.push(data))
    child.stderr.on('data', (data) => output.push(data))
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, output: Buffer.concat(output).toString('utf8') }))
  })
}
