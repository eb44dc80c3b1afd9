import { defineConfig } from '@playwright/test'

import { isLongRun } from '../shared/testing/test-run'

/** End-to-end tests on the real Electron, each with its own profile, sandbox servers and ports. */
export default defineConfig({
  testDir: '.',
  // Variants of what another test of the gate shows, and of what has tests without a window (docs/adr/0089).
  ...(isLongRun ? {} : { grepInvert: /@long/ }),
  projects: [
    // Each waits a part of its time: two of them side by side keep two processors busy.
    { name: 'desks', testMatch: ['e2e/**/*.spec.ts', 'chaos/*.spec.ts'] },
    // Measure gaps of sound, count datagrams, change the network of the computer: alone.
    { name: 'rig', testMatch: ['interop/**/*.spec.ts', 'chaos/survival/**/*.spec.ts'] },
    // Installs programs on the computer.
    { name: 'packages', testMatch: ['packaging/**/*.spec.ts'] },
  ],
  // Its own folder: Playwright empties it at the start, and the other suites' report lies beside it.
  outputDir: '../test-results/e2e',
  // For the whole of a test: two starts on a busy machine, the desk's patience with a hub that hangs.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  workers: 1,
  // On the gate's machine one more try tells a hiccup from a defect; what needed it is named as flaky.
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: true,
  reporter: [
    ['list'],
    ['./interop/interop-table.ts'],
    ['json', { outputFile: `../test-results/${process.env['OTKLIK_TEST_REPORT'] ?? 'e2e'}.json` }],
  ],
})
