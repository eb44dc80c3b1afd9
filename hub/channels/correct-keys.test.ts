import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, it } from 'vitest'

import type { Channel } from '#shared/domain/channel'

import { startTestHub, type TestHub } from '../testing/test-hub'
import type { ChannelConfig } from './config'
import { FakeChannel, FakePlatform, ingestedChat, ingestedMessage } from './fake-channel'

let hub: TestHub
const platform = new FakePlatform(() => Date.now())
const configs: ChannelConfig[] = []
const drivers: FakeChannel[] = []
/** Writes of channels fail, as on a full disk. */
let isFull = false

beforeEach(async () => {
  configs.length = 0
  drivers.length = 0
  isFull = false
  hub = await startTestHub({
    options: {
      onQuery: (text) => {
        if (isFull && text.startsWith('update "channels"')) throw new Error('disk full')
      },
      createDriver: (_kind, _id, config, host) => {
        configs.push(config)
        const driver = new FakeChannel(platform, host)
        drivers.push(driver)
        return driver
      },
    },
  })
})
afterEach(() => hub.stop())

function correct(id: string, body: unknown): Promise<Response> {
  return hub.request(`/api/channels/${id}/keys`, {
    method: 'PUT',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
}

it('[A21] wrong keys are corrected in place: the channel, its address and its chats stay', async () => {
  const { id } = await hub.connect()
  const [before] = drivers
  await before?.host.saveSecret('tokens of the old keys')
  await before?.host.saveState('cursor')
  const said = ingestedMessage('u2i-1', 'm-1', { kind: 'text', text: 'Добрый день' })
  await before?.host.ingest({ chats: [ingestedChat('u2i-1')], messages: [said] })
  before?.host.setHealth({ kind: 'needsAuthorisation', reason: 'wrongCredentials' })
  const address = before?.host.webhookUrl()

  const answer = await correct(id, { clientId: ' right ', clientSecret: 'new-secret' })
  expect([answer.status, await answer.json()]).toMatchObject([200, { channel: { id } }])
  const after = drivers.at(-1)
  expect(configs.at(-1)).toEqual({ ...configs[0], clientId: 'right', clientSecret: 'new-secret' })
  expect([before?.isDisposed, after?.isStarted]).toEqual([true, true])
  expect(await after?.host.loadSecret()).toBeNull()
  expect(await after?.host.loadState()).toBe('cursor')
  expect(after?.host.webhookUrl()).toBe(address)
  const { channels } = await hub.json<{ channels: Channel[] }>('/api/channels')
  expect(channels.map(({ health }) => health.kind)).toEqual(['receiving'])
  expect((await after?.host.unknownMessages('u2i-1', ['m-1']))?.size).toBe(0)
})

it('[A21] [I9] the new keys are sealed, and still there after a restart', async () => {
  const { id } = await hub.connect()
  await correct(id, { clientId: 'right', clientSecret: 'never-lies-open' })
  hub = await hub.restart()
  expect(configs.at(-1)).toMatchObject({ clientId: 'right', clientSecret: 'never-lies-open' })
  const open = filesIn(hub.folder.path).filter((file) => readFileSync(file).includes('never-lies-open'))
  expect(open).toEqual([])
})

it('[A21] [A16] refuses keys that are incomplete, of another channel, or for no channel', async () => {
  const { id } = await hub.connect()
  const second = await hub.request('/api/channels', {
    method: 'POST',
    body: JSON.stringify({ kind: 'avito', name: 'Вторая', mode: 'own', clientId: 'other', clientSecret: 'secret' }),
    headers: { 'content-type': 'application/json' },
  })
  expect(second.status).toBe(200)
  expect((await correct(id, { clientId: ' ', clientSecret: 'secret' })).status).toBe(400)
  const double = await correct(id, { clientId: 'other', clientSecret: 'secret' })
  expect([double.status, await double.json()]).toMatchObject([409, { error: 'sameAccount' }])
  expect((await correct(hub.newId(), { clientId: 'a', clientSecret: 'b' })).status).toBe(404)
  expect(drivers.map(({ isDisposed }) => isDisposed)).toEqual([false, false])
})

it('[A21] what the driver of the old keys saves late is not taken for the new keys', async () => {
  const { id } = await hub.connect()
  const [before] = drivers
  await before?.host.saveState('cursor')
  await correct(id, { clientId: 'right', clientSecret: 'new-secret' })
  const after = drivers.at(-1)
  await after?.host.saveSecret('new tokens')
  await before?.host.saveSecret('old tokens')
  await before?.host.saveState('old cursor')
  before?.host.setHealth({ kind: 'needsAuthorisation', reason: 'revoked' })
  expect(await after?.host.loadSecret()).toBe('new tokens')
  expect(await after?.host.loadState()).toBe('cursor')
  const { channels } = await hub.json<{ channels: Channel[] }>('/api/channels')
  expect(channels.map(({ health }) => health.kind)).toEqual(['receiving'])
})

it('[A21] keys that could not be written down leave the channel working with the old ones', async () => {
  const { id } = await hub.connect()
  isFull = true
  expect((await correct(id, { clientId: 'right', clientSecret: 'new-secret' })).status).toBe(500)
  expect(drivers.map(({ isDisposed }) => isDisposed)).toEqual([false])
  isFull = false
  await drivers[0]?.host.saveSecret('tokens')
  expect(await drivers[0]?.host.loadSecret()).toBe('tokens')
  expect((await correct(id, { clientId: 'right', clientSecret: 'new-secret' })).status).toBe(200)
})

it('[A6] a removal that could not be written down leaves the channel working', async () => {
  const { id } = await hub.connect()
  isFull = true
  expect((await hub.request(`/api/channels/${id}`, { method: 'DELETE' })).status).toBe(500)
  expect(drivers.map(({ isDisposed }) => isDisposed)).toEqual([false])
  isFull = false
  const { channels } = await hub.json<{ channels: Channel[] }>('/api/channels')
  expect(channels.map((channel) => channel.id)).toEqual([id])
  await drivers[0]?.host.ingest({ chats: [ingestedChat('u2i-1')], messages: [] })
  expect((await hub.request(`/api/channels/${id}`, { method: 'DELETE' })).status).toBe(204)
  expect(drivers.map(({ isDisposed }) => isDisposed)).toEqual([true])
})

it('[A21] keys that are corrected twice, and while the channel is removed, leave one driver, then none', async () => {
  const { id } = await hub.connect()
  const both = [correct(id, { clientId: 'a', clientSecret: 'a' }), correct(id, { clientId: 'b', clientSecret: 'b' })]
  expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200])
  expect(drivers.filter(({ isDisposed }) => !isDisposed)).toHaveLength(1)
  const removal = hub.request(`/api/channels/${id}`, { method: 'DELETE' })
  await Promise.all([correct(id, { clientId: 'c', clientSecret: 'c' }), removal])
  expect(drivers.filter(({ isDisposed }) => !isDisposed)).toEqual([])
})

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
