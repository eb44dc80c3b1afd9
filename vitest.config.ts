import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { defineConfig } from 'vitest/config'

import { reactCompiler } from './scripts/lib/react-compiler.mjs'

// As `isLongRun` of shared/testing/test-run, which this file cannot import: it is loaded as it stands.
const IS_LONG = process.env['OTKLIK_TEST_LONG'] === '1'

const COMMON = {
  environment: 'node',
  testTimeout: IS_LONG ? 1_800_000 : 90_000,
  hookTimeout: 60_000,
  // As for the end-to-end tests: on the gate one more try tells a hiccup from a defect.
  retry: process.env['CI'] ? 1 : 0,
} as const

const NODE = ['shared', 'electron', 'hub', 'portal', 'sandbox', 'scripts', 'tests/integration']
const SCREEN = ['renderer']

/** Of whoever replaces a module or what is global, or has a page. */
const NEEDS_ONE_OF_ITS_OWN =
  /\bvi\.(mock|doMock|hoisted|resetModules|stubGlobal|stubEnv)\(|globalThis, \{|@vitest-environment happy-dom/
/** The first looks at a library as it was installed, the second changes whom the process trusts. */
const ALONE = ['electron/sip/library-shape.test.ts', 'tests/integration/network/authorities.test.ts']

/**
 * Files that get a process of their own. All others outside the windows share one with what was loaded before
 * (docs/adr/0089). In the windows' code much is there once for a window, so there each file has its own.
 */
function aloneIn(folders: string[]): string[] {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  return files
    .filter((file) => /\.test\.tsx?$/.test(file))
    .filter((file) => ALONE.includes(file) || NEEDS_ONE_OF_ITS_OWN.test(readFileSync(file, 'utf8')))
}

function testsIn(folders: string[]): string[] {
  return folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`)
}

/**
 * Unit and property tests beside their files. Renderer tests that need a DOM say `// @vitest-environment happy-dom`.
 * Time limits are generous: none of these tests is about speed, and the machine may be busy.
 */
export default defineConfig({
  test: {
    silent: 'passed-only',
    // By itself it leaves a processor idle, which on two of them is half of the machine.
    maxWorkers: '100%',
    projects: [
      { test: { ...COMMON, name: 'node', include: testsIn(NODE), exclude: aloneIn(NODE), isolate: false } },
      { test: { ...COMMON, name: 'node, alone', include: aloneIn(NODE) } },
      {
        // As the windows are built.
        plugins: [reactCompiler()],
        test: { ...COMMON, name: 'screen', include: testsIn(SCREEN), setupFiles: ['renderer/testing/setup.ts'] },
      },
    ],
  },
})
