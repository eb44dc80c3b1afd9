import { defineConfig } from 'vitest/config'

/** Unit and property tests beside their files. Renderer tests that need a DOM say `// @vitest-environment happy-dom`. */
export default defineConfig({
  test: {
    include: ['{shared,electron,hub,renderer,sandbox,scripts}/**/*.test.{ts,tsx}', 'tests/integration/**/*.test.ts'],
    environment: 'node',
    testTimeout: 20_000,
  },
})
