/** `npm run bench -- [--json] [--full] [--calls N] [name …]`: prepares the machine and runs `tests/bench` on a display. */
import { spawnSync } from 'node:child_process'

import { ensureElectron } from './ensure-electron.mjs'
import { bin, build, checkNode, installModules, ROOT } from './lib/prepare.mjs'
import { ensureSystemPackages, HEADLESS_PACKAGES, TEST_PACKAGES, WINDOW_PACKAGES } from './lib/system-packages.mjs'

// Only results go to standard output, so that `--json` can be piped.
console.log = console.error

checkNode()
ensureSystemPackages([...WINDOW_PACKAGES, ...HEADLESS_PACKAGES, ...TEST_PACKAGES])
installModules()
const electron = ensureElectron()
build()
run(
  bin('vite'),
  ['build', '-c', 'tests/bench/floor-app/vite.config.ts', '--logLevel', 'error'],
  ['ignore', 2, 'inherit'],
)
const bench = [process.execPath, '--import', 'tsx', 'tests/bench/run.ts', ...process.argv.slice(2)]
run('xvfb-run', ['-a', '-s', '-screen 0 1280x800x24', ...bench], ['ignore', 'inherit', 'inherit'])

function run(command, args, stdio) {
  const result = spawnSync(command, args, { cwd: ROOT, stdio, env: { ...process.env, ELECTRON_EXEC_PATH: electron } })
  if (result.status !== 0) process.exit(result.status ?? 1)
}
