import { loadavg } from 'node:os'

import { sleep, systemClock } from '#shared/lib/clock'

import { alternate, repeat } from './lib/alternating'
import { BareRig } from './lib/load/bare-rig'
import { writeMissed } from './lib/load/missed-changes'
import { LoadRig } from './lib/load/rig'
import { benchResult, type BenchResult } from './lib/result'

const PLAN = { blocks: 5, perBlock: 3, warmUp: 3 }
const MISSED = 10_000
const CHATS = 100
const ROWS_PER_FRAME = 500
/** By then nothing is kept of what was read for the desk before (hub/sync/shared-past.ts). */
const FORGOTTEN_MS = 1_500
const START_MS = Date.UTC(2026, 0, 12)

/**
 * A desk of a team's hub that missed 10,000 changes, from the moment in which it connects until nothing older is left.
 * Floor: a bare WebSocket server that sends as many rows in as many frames, ready made.
 */
export async function measureHubCatchUp(): Promise<BenchResult> {
  const rig = await LoadRig.open({ hubs: 1, desks: 1, channels: 1, chatsPerChannel: 1 })
  try {
    await rig.openDesks()
    const { cursor, feedId } = await rig.desksReport()
    await rig.closeDesks()
    await writeMissed(rig.databaseUrl, { chats: CHATS, messages: MISSED, startMs: START_MS })
    const bare = await BareRig.open(rig, 1)
    await bare.missed(Math.ceil((MISSED + CHATS) / ROWS_PER_FRAME), ROWS_PER_FRAME)
    const hub = rig.urls[0] ?? ''
    try {
      const { values, floors } = await alternate(PLAN, {
        value: (count) =>
          repeat(count, async () => {
            await sleep(systemClock, FORGOTTEN_MS)
            return rig.catchUpMs(hub, cursor, feedId ?? '')
          }),
        floor: (count) => repeat(count, () => rig.catchUpMs(bare.url, 1, 'bare')),
      })
      console.error(
        `hub-catch-up: load average ${loadavg()
          .map((one) => one.toFixed(1))
          .join(', ')}`,
      )
      return benchResult('hub-catch-up', 'ms', values, floors)
    } finally {
      bare.stop()
    }
  } finally {
    await rig.stop()
  }
}
