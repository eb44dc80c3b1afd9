/**
 * `npm test`: everything that the gate wants, from a bare machine. `--long` runs the full counts of the random,
 * fuzzing and kill suites (`npm run test:long`) from a new seed; `OTKLIK_TEST_SEED` gives an earlier one.
 */
import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'

import { ensureElectron } from './ensure-electron.mjs'
import { temporaryFolder } from './lib/temporary-folder.mjs'
import { bin, build, checkNode, installModules, ROOT } from './lib/prepare.mjs'
import { ensureSystemPackages, HEADLESS_PACKAGES, TEST_PACKAGES, WINDOW_PACKAGES } from './lib/system-packages.mjs'

const RESULTS = join(ROOT, 'test-results')
const isLong = process.argv.includes('--long')
const seed = process.env.OTKLIK_TEST_SEED || (isLong ? String(randomInt(2 ** 31)) : '')

checkNode()
ensureSystemPackages([...WINDOW_PACKAGES, ...HEADLESS_PACKAGES, ...TEST_PACKAGES])
installModules()
const electron = ensureElectron()
rmSync(RESULTS, { recursive: true, force: true })
mkdirSync(RESULTS, { recursive: true })
build()

const env = {
  ...process.env,
  TMPDIR: temporaryFolder(),
  ELECTRON_EXEC_PATH: electron,
  OTKLIK_TEST_LONG: isLong ? '1' : '',
  OTKLIK_TEST_SEED: seed,
}
console.log(`Random, fuzzing and kill suites: ${isLong ? 'full counts' : 'a share'}${seed && `, seed ${seed}`}`)
const stages = [
  ['check', process.execPath, ['scripts/check.mjs']],
  [
    'unit and integration',
    bin('vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(RESULTS, 'unit.json')}`],
  ],
  ['end to end', ...playwright('desks', 2)],
  ['telephony on a rig', ...playwright('rig', 1)],
]
if (existsSync('/usr/bin/apt-get') && process.getuid() === 0)
  stages.push(['installed packages', ...playwright('packages', 1)])
else console.log('Installers are not tried: that takes Debian or Ubuntu, and root')

const failedStages = []
for (const [title, command, args, own] of stages) {
  const started = Date.now()
  console.log(`\n› ${title}`)
  const result = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...env, ...own } })
  const seconds = Math.round((Date.now() - started) / 1000)
  console.log(result.status === 0 ? `✓ ${title} (${seconds} s)` : `✗ ${title} (${seconds} s)`)
  if (result.status !== 0) failedStages.push(title)
}

const totals = count()
tellRandomRuns()
tellFailedTests()
if (failedStages.length > 0) console.log(`\nFailed: ${failedStages.join(', ')}`)
if (totals.flaky > 0) console.log(`\n${totals.flaky} of the end-to-end tests needed a second try`)
console.log(`\n${totals.passed} passed, ${totals.failed} failed`)
process.exit(failedStages.length === 0 && totals.failed === 0 && totals.passed > 0 ? 0 : 1)

/** A project of tests/playwright.config.ts, on a screen without a monitor. */
function playwright(project, workers) {
  const args = ['test', '-c', 'tests/playwright.config.ts', `--project=${project}`, `--workers=${workers}`]
  const output = [`--output=${join(RESULTS, project)}`]
  return [
    'xvfb-run',
    ['-a', '-s', '-screen 0 1600x1000x24', bin('playwright'), ...args, ...output],
    { OTKLIK_TEST_REPORT: project },
  ]
}

function count() {
  const unit = readJson('unit.json')
  const stats = ['desks', 'rig', 'packages'].map((project) => readJson(`${project}.json`)?.stats)
  const sum = (name) => stats.reduce((all, each) => all + (each?.[name] ?? 0), 0)
  return {
    passed: (unit?.numPassedTests ?? 0) + sum('expected') + sum('flaky'),
    flaky: sum('flaky'),
    failed: (unit?.numFailedTests ?? 0) + sum('unexpected'),
  }
}

/** Last of all, since of a long output often the end alone is kept: what failed, and how it said so. */
function tellFailedTests() {
  for (const file of readJson('unit.json')?.testResults ?? []) {
    if (file.status === 'failed' && file.assertionResults.length === 0) tellFailure(file.name, '', file.message)
    for (const test of file.assertionResults) {
      if (test.status === 'failed') tellFailure(file.name, test.fullName, test.failureMessages.join('\n'))
    }
  }
}

function tellFailure(file, title, message) {
  console.log(`\n✗ ${relative(ROOT, file)} › ${title}\n${message.split('\n').slice(0, 12).join('\n')}`)
}

/** What the random suites really ran. A failure says its seed itself; the same seed finds it again. */
function tellRandomRuns() {
  const runs = new Map()
  const seeds = new Set()
  for (const file of readJson('unit.json')?.testResults ?? []) {
    const own = file.assertionResults.reduce((sum, test) => sum + (test.meta?.random?.runs ?? 0), 0)
    for (const { meta } of file.assertionResults) if (meta?.random) seeds.add(meta.random.seed)
    if (own > 0) runs.set(relative(ROOT, file.name), own)
  }
  if (runs.size === 0) return
  console.log(`\nRandom sequences, ${isLong ? 'full counts' : 'a share'}, seed ${[...seeds].join(', ')}:`)
  for (const [file, own] of [...runs].sort()) console.log(`${String(own).padStart(8)}  ${file}`)
}

function readJson(name) {
  const file = join(RESULTS, name)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}
