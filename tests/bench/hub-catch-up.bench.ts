import { loadavg } from 'node:os'

import { sleep, systemClock } from '#shared/lib/clock'
import { silentLogger } from '#shared/lib/logger'
import type { ChannelId } from '#shared/domain/ids'

import { alternate, repeat } from './lib/alternating'
import { BareRig } from './lib/load/bare-rig'
import { LoadRig } from './lib/load/rig'
import { importRawSql } from './lib/raw-sql'
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
    await changeMuch(rig.databaseUrl)
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

/** 10,000 messages in a hundred chats, by the hub's own code, as another hub on the database would write them. */
async function changeMuch(databaseUrl: string): Promise<void> {
  importRawSql()
  const { Store } = await import('../../hub/store/store')
  const { ingest } = await import('../../hub/ingest/ingest')
  const { listChannels } = await import('../../hub/store/channels')
  const { createIdSource } = await import('../../hub/ids')
  const { avitoCapabilities: capabilities } = await import('../../hub/channels/avito/config')
  const { ingestedChat, ingestedMessage } = await import('../../hub/channels/fake-channel')
  const newId = createIdSource(systemClock)
  const store = await Store.open({ url: databaseUrl, poolSize: 2 }, systemClock, silentLogger)
  try {
    const channelId: ChannelId | undefined = (await store.read(listChannels))[0]?.id
    if (channelId === undefined) throw new Error('There is no channel.')
    for (let chat = 0; chat < CHATS; chat += 1) {
      const name = `missed ${String(chat)}`
      const messages = Array.from({ length: MISSED / CHATS }, (_, index) => {
        const content = { kind: 'text', text: `Сообщение ${String(index)}` } as const
        return ingestedMessage(name, `${name}, ${String(index)}`, content, { atMs: START_MS + index * 1000 })
      })
      await store.write((tx) =>
        ingest(tx, { channelId, capabilities, newId }, { chats: [ingestedChat(name)], messages }),
      )
    }
  } finally {
    await store.close()
  }
}
