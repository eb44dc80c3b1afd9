import { afterEach, beforeEach, expect, it } from 'vitest'

import type { ChatSubject } from '#shared/domain/chat'
import type { Channel, ChannelAccount, ChannelKind } from '#shared/domain/channel'
import type { ChatId } from '#shared/domain/ids'

import { TestDesk } from '../testing/desk'
import { startTestHub, textMessage, type TestHub } from '../testing/test-hub'
import { ingestedChat, ingestedMessage, type FakeChannel } from './fake-channel'

const ACCOUNT: ChannelAccount = { externalId: '89000017', name: 'Мебель', email: null, phone: null, profileUrl: null }
const vacancy: ChatSubject = { kind: 'vacancy', title: 'Курьер', price: null, url: null, imageUrl: null }

let hub: TestHub
let desk: TestDesk

beforeEach(async () => {
  hub = await startTestHub()
  desk = await TestDesk.open(hub.url)
  desk.hello()
})
afterEach(async () => {
  desk.close()
  await hub.stop()
})

interface Connected {
  readonly channel: Channel
  readonly driver: FakeChannel
}

async function connect(kind: ChannelKind): Promise<Connected> {
  const body = { kind, name: kind, mode: 'own', clientId: 'id', clientSecret: 'secret', replacesOlder: true }
  const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const { channel } = await hub.json<{ channel: Channel }>('/api/channels', init)
  const driver = hub.drivers.at(-1)
  if (!driver) throw new Error('no driver')
  await driver.host.setAccount(ACCOUNT)
  return { channel, driver }
}

async function write(driver: FakeChannel, name: string, text: string, subject: ChatSubject | null): Promise<ChatId> {
  const said = ingestedMessage(name, `${name} ${text}`, { kind: 'text', text }, { atMs: Date.now() })
  await driver.host.ingest({ chats: [ingestedChat(name, { subject })], messages: [said] })
  const found = await desk.until(() =>
    desk.changes.find((change) => change.entity === 'chat' && change.row?.externalId === name),
  )
  return found.id as ChatId
}

function disconnect({ channel }: Connected): Promise<Response> {
  return hub.request(`/api/channels/${channel.id}`, { method: 'DELETE' })
}

it('[A18] without Авито Работа its conversations go on in Avito at once, with their cases', async () => {
  const avito = await connect('avito')
  const jobs = await connect('avitoJobs')
  const chatId = await write(jobs.driver, 'u2i-work', 'Вакансия открыта?', vacancy)
  const before = await hub.chat(chatId)
  await disconnect(jobs)
  const after = await hub.chat(chatId)
  expect(after).toMatchObject({ channelId: avito.channel.id, access: { kind: 'open' }, case: { id: before.case.id } })
  expect(after.case.state.kind).toBe(before.case.state.kind)
  expect(await hub.command('sendMessage', textMessage(chatId, hub.newId(), 'Да, приходите'))).toBeNull()
  await hub.hub.settled()
  expect(hub.platform.texts('u2i-work')).toEqual(['Да, приходите'])
  // What Авито Работа had not read yet is read by the other.
  expect(avito.driver.readAnew).toEqual(['u2i-work'])
})

it('[A18] a message that waited is sent by the channel that goes on, once', async () => {
  await connect('avito')
  const jobs = await connect('avitoJobs')
  const chatId = await write(jobs.driver, 'u2i-waiting', 'Здравствуйте', vacancy)
  hub.platform.faults.push({ kind: 'busy', retryAfterMs: null })
  await hub.command('sendMessage', textMessage(chatId, hub.newId(), 'Ждём вас'))
  await expect.poll(async () => (await hub.messages(chatId))[0]?.delivery).toMatchObject({ state: 'queued' })
  await disconnect(jobs)
  await expect.poll(() => hub.platform.texts('u2i-waiting'), { timeout: 15_000 }).toEqual(['Ждём вас'])
  expect((await hub.messages(chatId))[0]?.delivery).toMatchObject({ state: 'sent' })
}, 30_000)

it('[A6] [M27] a response by telephone ends with Авито Работа: Avito knows nothing of it', async () => {
  await connect('avito')
  const jobs = await connect('avitoJobs')
  const name = 'response:1'
  const said = ingestedMessage(name, 'announced', { kind: 'response', vacancyTitle: 'Курьер', how: 'phone' })
  await jobs.driver.host.ingest({
    chats: [ingestedChat(name, { access: 'noChat', subject: vacancy })],
    messages: [said],
  })
  const found = await desk.until(() => desk.changes.find(({ entity }) => entity === 'chat'))
  await disconnect(jobs)
  expect(await hub.chat(found.id as ChatId)).toMatchObject({
    channelId: jobs.channel.id,
    access: { kind: 'channelRemoved' },
    case: { state: { kind: 'closed', by: { kind: 'channelRemoved' } } },
  })
})

it('[A6] what is not about work ends with Avito, though Авито Работа still works', async () => {
  const avito = await connect('avito')
  const chatId = await write(avito.driver, 'u2i-sofa', 'Диван ещё не продали?', null)
  const jobs = await connect('avitoJobs')
  await disconnect(avito)
  expect(await hub.chat(chatId)).toMatchObject({ channelId: avito.channel.id, access: { kind: 'channelRemoved' } })
  expect(jobs.driver.readAnew).toEqual([])
})

it('[A16] of one account connected twice the newer goes on with the conversations, and gives them back', async () => {
  const older = await connect('avito')
  const chatId = await write(older.driver, 'u2i-1', 'Добрый день', null)
  const newer = await connect('avito')
  expect((await hub.chat(chatId)).channelId).toBe(newer.channel.id)
  expect(newer.driver.readAnew).toEqual(['u2i-1'])
  // Told of late by the one that rests.
  await write(older.driver, 'u2i-1', 'Поздно', null)
  expect(await hub.messages(chatId)).toHaveLength(1)
  await disconnect(newer)
  expect(await hub.chat(chatId)).toMatchObject({ channelId: older.channel.id, access: { kind: 'open' } })
  expect(hub.drivers.at(-1)?.readAnew).toEqual(['u2i-1'])
})

it('[A5] an account that is connected again goes on with its conversations', async () => {
  const before = await connect('avito')
  const chatId = await write(before.driver, 'u2i-1', 'Добрый день', null)
  await disconnect(before)
  const again = await connect('avito')
  await write(again.driver, 'u2i-1', 'Это снова я', null)
  expect(await hub.chat(chatId)).toMatchObject({ channelId: again.channel.id, access: { kind: 'open' } })
  expect(await hub.messages(chatId)).toHaveLength(2)
  expect((await hub.chat(chatId)).case.state.kind).toBe('queued')
})

it('[A5] [M7] [M13] what was blocked or left stays so when its account is connected again', async () => {
  const before = await connect('avito')
  const [blocked, left] = [
    await write(before.driver, 'u2i-1', 'x', null),
    await write(before.driver, 'u2i-2', 'x', null),
  ]
  await before.driver.host.ingest({
    chats: [ingestedChat('u2i-1', { access: 'blocked' }), ingestedChat('u2i-2', { access: 'left' })],
    messages: [],
  })
  await disconnect(before)
  expect((await hub.chat(blocked)).access).toEqual({ kind: 'channelRemoved' })
  const again = await connect('avito')
  await write(again.driver, 'u2i-1', 'Это снова я', null)
  await write(again.driver, 'u2i-2', 'И я', null)
  expect((await hub.chat(blocked)).access).toEqual({ kind: 'blocked' })
  expect((await hub.chat(left)).access).toEqual({ kind: 'left' })
})

it('[A5] [M27] a response by telephone stays one when its account is connected again', async () => {
  const before = await connect('avitoJobs')
  const name = 'response:1'
  const said = ingestedMessage(name, 'announced', { kind: 'response', vacancyTitle: 'Курьер', how: 'phone' })
  const batch = { chats: [ingestedChat(name, { access: 'noChat' as const, subject: vacancy })], messages: [said] }
  await before.driver.host.ingest(batch)
  const found = await desk.until(() => desk.changes.find(({ entity }) => entity === 'chat'))
  await disconnect(before)
  const again = await connect('avitoJobs')
  await again.driver.host.ingest(batch)
  expect(await hub.chat(found.id as ChatId)).toMatchObject({
    channelId: again.channel.id,
    access: { kind: 'noChat' },
  })
})
