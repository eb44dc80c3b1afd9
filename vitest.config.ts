import { defineConfig } from 'vitest/config'

// As `isLongRun` of shared/testing/test-run, which this file cannot import: it is loaded as it stands.
const IS_LONG = process.env['OTKLIK_TEST_LONG'] === '1'

const COMMON = {
  environment: 'node',
  testTimeout: IS_LONG ? 1_800_000 : 90_000,
  hookTimeout: 60_000,
  // As for the end-to-end tests: on the gate one more try tells a hiccup from a defect.
  retry: process.env['CI'] ? 1 : 0,
} as const

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
      {
        test: {
          ...COMMON,
          name: 'node',
          include: ['{shared,electron,hub,portal,sandbox,scripts}/**/*.test.ts', 'tests/integration/**/*.test.ts'],
        },
      },
      {
        test: {
          ...COMMON,
          name: 'screen',
          include: ['renderer/**/*.test.{ts,tsx}'],
          setupFiles: ['renderer/testing/setup.ts'],
        },
      },
    ],
  },
})
