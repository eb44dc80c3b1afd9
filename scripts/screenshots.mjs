/**
 * `npm run screenshots -- [look …]`: draws every screen on a virtual display. A look is language-theme-size, for
 * example `ru-light-1280x720`; without one all eight are drawn. `--into FOLDER` leaves the committed pictures alone, `--scenes NAME` draws a part.
 */
import { spawnSync } from 'node:child_process'

import { ensureElectron } from './ensure-electron.mjs'
import { build, checkNode, installModules, ROOT } from './lib/prepare.mjs'
import { ensureSystemPackages, HEADLESS_PACKAGES, WINDOW_PACKAGES } from './lib/system-packages.mjs'

checkNode()
ensureSystemPackages([...WINDOW_PACKAGES, ...HEADLESS_PACKAGES])
installModules()
const electron = ensureElectron()
build()
const draw = [process.execPath, '--import', 'tsx', 'tests/screenshots/screenshots.ts', ...process.argv.slice(2)]
const result = spawnSync('xvfb-run', ['-a', '-s', '-screen 0 2000x1200x24', ...draw], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, ELECTRON_EXEC_PATH: electron },
})
process.exit(result.status ?? 1)
