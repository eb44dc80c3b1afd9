import { afterEach, beforeEach, expect, it } from 'vitest'

import type { Channel, ChannelAccount, ChannelKind } from '#shared/domain/channel'
import { countOf } from '#shared/testing/test-run'

import { TestDesk } from '../testing/desk'
import { startTestHub, type TestHub } from '../testing/test-hub'
import { ingestedChat, ingestedMessage, type FakeChannel } from './fake-channel'

const CHATS = countOf({ share: 120, full: 1000 })
const AT_ONCE = 100
const ACCOUNT: ChannelAccount = { externalId: '89000017', name: 'Мебель', email: null, phone: null, profileUrl: null }

let hub: TestHub
beforeEach(async () => {
  hub = await startTestHub()
})
afterEach(() => hub.stop())

async function connect(kind: ChannelKind): Promise<{ readonly channel: Channel; readonly driver: FakeChannel }> {
  const channel = await hub.connect(kind)
  const driver = hub.drivers.at(-1)
  if (!driver) throw new Error('no driver')
  await driver.host.setAccount(ACCOUNT)
  return { channel, driver }
}

const subject = { kind: 'vacancy', title: 'Курьер', price: null, url: null, imageUrl: null } as const

async function fill({ driver }: { driver: FakeChannel }): Promise<void> {
  for (let from = 0; from < CHATS; from += AT_ONCE) {
    const names = Array.from({ length: Math.min(AT_ONCE, CHATS - from) }, (_, index) => `u2i-${String(from + index)}`)
    await driver.host.ingest({
      chats: names.map((name) => ingestedChat(name, { subject })),
      messages: names.map((name) => ingestedMessage(name, `${name} 1`, { kind: 'text', text: 'Добрый день' })),
    })
  }
}

/** Agents go on working meanwhile: how many of their commands pass. */
async function workMeanwhile(work: Promise<unknown>): Promise<number> {
  const state = { isOver: false, passed: 0 }
  const over = work.finally(() => {
    state.isOver = true
  })
  while (!state.isOver) {
    await hub.command('setStatus', { status: state.passed % 2 === 0 ? 'break' : 'online' })
    state.passed += 1
  }
  await over
  return state.passed
}

const disconnect = ({ channel }: { channel: Channel }) =>
  hub.request(`/api/channels/${channel.id}`, { method: 'DELETE' })

it('[A18] agents work on while many conversations go over to another channel', async () => {
  const avito = await connect('avito')
  const jobs = await connect('avitoJobs')
  await fill(jobs)
  await hub.hub.settled()
  const passed = await workMeanwhile(disconnect(jobs))
  expect(avito.driver.readAnew).toHaveLength(CHATS)
  expect(passed).toBeGreaterThan(3)
}, 60_000)

it('[A18] what a hub that ends in the midst of it leaves is handed over at the next start, nothing of it closed', async () => {
  const avito = await connect('avito')
  const jobs = await connect('avitoJobs')
  await fill(jobs)
  await hub.hub.settled()
  const cut = disconnect(jobs).catch(() => null)
  await expect.poll(() => avito.driver.readAnew.length, { interval: 1, timeout: 60_000 }).toBeGreaterThan(0)
  expect(avito.driver.readAnew.length).toBeLessThan(CHATS)
  hub = await hub.restart()
  await cut
  const desk = await TestDesk.open(hub.url)
  desk.hello()
  const now = await desk.until(() => {
    const seen = new Map(desk.changes.flatMap(({ entity, id, row }) => (entity === 'chat' && row ? [[id, row]] : [])))
    const isDone = seen.size === CHATS && [...seen.values()].every(({ channelId }) => channelId === avito.channel.id)
    return isDone ? seen : null
  })
  const ways = [...now.values()].map(
    ({ access, case: { state } }) => `${access.kind} ${String(state.kind === 'closed')}`,
  )
  expect(new Set(ways)).toEqual(new Set(['open false']))
  desk.close()
}, 60_000)

it('[A6] agents work on while many conversations end with their channel', async () => {
  const jobs = await connect('avitoJobs')
  await fill(jobs)
  await hub.hub.settled()
  const passed = await workMeanwhile(disconnect(jobs))
  expect(passed).toBeGreaterThan(3)
}, 60_000)
