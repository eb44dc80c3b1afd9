import { afterEach, beforeEach, expect, it } from 'vitest'

import type { ChannelAccount, Channel } from '#shared/domain/channel'
import type { ChannelGroupId } from '#shared/domain/ids'

import { startTestHub, type TestHub } from '../testing/test-hub'

const ACCOUNT: ChannelAccount = { externalId: '89000017', name: 'Мебель', email: null, phone: null, profileUrl: null }

let hub: TestHub
let secondGroup: ChannelGroupId

beforeEach(async () => {
  hub = await startTestHub()
  secondGroup = hub.newId<ChannelGroupId>()
  await put(`/api/administration/groups/${secondGroup}`, { name: 'Регионы' })
})
afterEach(() => hub.stop())

function put(path: string, body: unknown): Promise<Response> {
  return hub.request(path, {
    method: 'PUT',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
}

function connect(change: Record<string, unknown>): Promise<Response> {
  const body = { kind: 'avito', name: 'Ещё один', mode: 'own', clientId: 'id', clientSecret: 'secret', ...change }
  return hub.request('/api/channels', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
}

async function channels(): Promise<readonly Channel[]> {
  return (await hub.json<{ channels: Channel[] }>('/api/channels')).channels
}

async function connectTwice(): Promise<void> {
  await hub.connect()
  await hub.drivers[0]?.host.setAccount(ACCOUNT)
  expect((await connect({ groupId: secondGroup, replacesOlder: true })).status).toBe(200)
  await hub.drivers[1]?.host.setAccount(ACCOUNT)
}

it('[AV-37] [A16] warns before the same account is connected a second time', async () => {
  await hub.connect()
  const refused = await connect({ groupId: secondGroup })
  expect([refused.status, await refused.json()]).toMatchObject([409, { error: 'sameAccount' }])
  expect((await channels()).length).toBe(1)
  expect((await connect({ groupId: secondGroup, clientId: 'another' })).status).toBe(200)
})

it('[AV-38] [A16] of one account in two groups only the channel created last works, and the older says so', async () => {
  await connectTwice()
  const [older, newer] = await channels()
  expect(older?.health).toEqual({ kind: 'superseded', byGroupId: secondGroup })
  expect(newer?.health).toEqual({ kind: 'receiving', lastEventAtMs: null })
  expect(hub.drivers.map((driver) => driver.isDisposed)).toEqual([true, false])
})

it('[A16] stays so over a restart', async () => {
  await connectTwice()
  hub = await hub.restart()
  expect((await channels()).map(({ health }) => health.kind)).toEqual(['superseded', 'receiving'])
  expect(hub.drivers.filter(({ isStarted }) => isStarted)).toHaveLength(1)
})

it('[A16] the older one works again once the newer is disconnected', async () => {
  await connectTwice()
  const [older, newer] = await channels()
  await hub.request(`/api/channels/${newer?.id ?? ''}`, { method: 'DELETE' })
  expect((await channels()).map(({ id, health }) => [id, health.kind])).toEqual([[older?.id, 'receiving']])
  expect(hub.drivers.at(-1)?.isStarted).toBe(true)
})
