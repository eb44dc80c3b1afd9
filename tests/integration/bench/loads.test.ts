import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

import { expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')

it('the benchmarks load as they are run, unbundled, and name what there is to an unknown name', () => {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'tests/bench/run.ts', 'nothing'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  expect(stderr).toMatch(/nothing.*soak/s)
  expect(status).toBe(2)
})
