import type { Channel, ChannelAccount, ChannelKind } from '#shared/domain/channel'

import type { TestHub } from '../../hub/testing/test-hub'
import { importRawSql } from './lib/raw-sql'
import { benchResult, percentile, type BenchResult } from './lib/result'

const CHATS = 5_000
const AT_ONCE = 100
/** The others are history: of a company with so many conversations only some are open at once. */
const OPEN_EVERY = 5
const QUIET_COMMANDS = 200
const ACCOUNT: ChannelAccount = { externalId: '89000017', name: 'Мебель', email: null, phone: null, profileUrl: null }
const subject = { kind: 'vacancy', title: 'Курьер', price: null, url: null, imageUrl: null } as const

/**
 * How long an agent's command takes while a channel with 5,000 conversations is disconnected and they go on in another
 * channel, all but the slowest twentieth. Floor: the same command while nothing else happens.
 */
export async function measureParting(): Promise<BenchResult> {
  importRawSql()
  const { startTestHub } = await import('../../hub/testing/test-hub')
  const hub = await startTestHub()
  try {
    await connect(hub, 'avito')
    const leaving = await connect(hub, 'avitoJobs')
    await fill(hub)
    await hub.hub.settled()
    const quiet: number[] = []
    while (quiet.length < QUIET_COMMANDS) quiet.push(await commandMs(hub, quiet.length))
    const during: number[] = []
    const state = { isOver: false }
    const over = hub.request(`/api/channels/${leaving.id}`, { method: 'DELETE' }).finally(() => {
      state.isOver = true
    })
    while (!state.isOver) during.push(await commandMs(hub, during.length))
    await over
    return {
      ...benchResult('parting', 'ms', [percentile(during, 0.95)], [percentile(quiet, 0.95)]),
      n: during.length,
    }
  } finally {
    await hub.stop()
  }
}

async function connect(hub: TestHub, kind: ChannelKind): Promise<Channel> {
  const channel = await hub.connect(kind)
  await hub.drivers.at(-1)?.host.setAccount(ACCOUNT)
  return channel
}

async function fill(hub: TestHub): Promise<void> {
  const { ingestedChat, ingestedMessage } = await import('../../hub/channels/fake-channel')
  for (let from = 0; from < CHATS; from += AT_ONCE) {
    const names = Array.from({ length: AT_ONCE }, (_, index) => from + index)
    await hub.drivers.at(-1)?.host.ingest({
      chats: names.map((name) => ingestedChat(`u2i-${String(name)}`, { subject })),
      messages: names.map((name) => {
        const isBackfill = name % OPEN_EVERY !== 0
        const content = { kind: 'text', text: 'Вакансия открыта?' } as const
        return ingestedMessage(`u2i-${String(name)}`, `m-${String(name)}`, content, { isBackfill })
      }),
    })
  }
}

async function commandMs(hub: TestHub, nth: number): Promise<number> {
  const beginMs = performance.now()
  await hub.command('setStatus', { status: nth % 2 === 0 ? 'break' : 'online' })
  return performance.now() - beginMs
}
