import type { Buffer } from 'node:buffer'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

import { isLongRun } from '../../shared/testing/test-run'
import { expect, test } from './fixtures'

const ROOT = resolve(import.meta.dirname, '../..')
const MINUTE_MS = 60_000
/** What the gate looks at each time; the long run looks at every screen. */
const SHARE = ['search']

for (const [theme, run] of [
  ['light', ''],
  ['dark', ' @long'],
] as const) {
  for (const play of isLongRun ? [null] : SHARE) {
    test(`[L4] [L5] nobody stumbles over ${play === null ? 'any screen' : `a screen of «${play}»`} (${theme})${run}`, async () => {
      test.setTimeout((play === null ? 90 : 5) * MINUTE_MS)
      const args = [`ru-${theme}-1280x720`, '--check', 'access', ...(play === null ? [] : ['--scenes', play])]
      expect(await check(args)).toMatch(/^\d+ screens, \d+ without a finding, 0 findings$/m)
    })
  }
}

/** The scenes take their words from the catalogues, which this runner cannot import: a process of their own, as `npm run screenshots` has. */
async function check(args: readonly string[]): Promise<string> {
  const script = resolve(ROOT, 'tests/screenshots/screenshots.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], { cwd: ROOT })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      said += bytes.toString('utf8')
    })
  await once(child, 'close')
  return said
}
