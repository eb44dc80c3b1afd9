import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startAvitoSandbox } from '../../../sandbox/avito'
import { startSipSandbox } from '../../../sandbox/sip'
import { avitoDemo, sipDemo } from '../../lib/demo-settings'
import { startElectron, type StartedElectron } from './started-electron'

const FILL_MS = 8_000

/** A profile that was used before: the demo's chats are in its cache and its line is set up. */
export interface PreparedDesk {
  start(): Promise<StartedElectron>
  startFloor(): Promise<StartedElectron>
  dispose(): Promise<void>
}

export async function prepareDesk(): Promise<PreparedDesk> {
  const avito = await startAvitoSandbox({ seed: 'demo' })
  const sip = await startSipSandbox()
  const work = mkdtempSync(join(tmpdir(), 'otklik-bench-'))
  const demo = { avito: avitoDemo(avito), sip: sipDemo(sip) }
  const env = { OTKLIK_USER_DATA: join(work, 'desk'), OTKLIK_HUB_PORT: '0', OTKLIK_DEMO: JSON.stringify(demo) }
  const first = await startElectron('.', 'desk.html', env)
  await new Promise((done) => setTimeout(done, FILL_MS))
  await first.stop()
  return {
    start: () => startElectron('.', 'desk.html', env),
    startFloor: () =>
      startElectron('tests/bench/floor-app', 'floor/index.html', { FLOOR_USER_DATA: join(work, 'floor') }),
    async dispose() {
      await avito.stop()
      await sip.stop()
      rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}
