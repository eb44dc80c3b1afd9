import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { DAY_MS } from '#shared/domain/channel-settings'
import type { ChatId, CommandId, FileId, MessageId } from '#shared/domain/ids'
import { systemClock } from '#shared/lib/clock'
import { ManualClock } from '#shared/lib/manual-clock'

import {
  FakePlatform,
  ingestedChat,
  ingestedMessage,
  openCapabilities,
  type FakeChannel,
} from './channels/fake-channel'
import { fakeVacancies } from './channels/fake-deeds'
import { createIdSource } from './ids'
import { startPostgres, type TestPostgres } from './store/testing/postgres'
import { ContactCentre } from './testing/contact-centre'
import { TestDesk } from './testing/desk'
import { makeTestFolder, PREPARING_MS } from './testing/test-folder'
import { startTestHub, textMessage, type TestHub } from './testing/test-hub'

let server: TestPostgres
let url: string
const hubs: TestHub[] = []
const desks: TestDesk[] = []
let platform: FakePlatform

beforeAll(async () => {
  server = await startPostgres()
}, PREPARING_MS)
afterAll(() => server.remove())
beforeEach(async () => {
  url = await server.createDatabase()
  platform = new FakePlatform(() => Date.now())
  return async () => {
    for (const desk of desks.splice(0)) desk.close()
    for (const hub of hubs.splice(0)) await hub.stop()
  }
}, PREPARING_MS)

const tokenKey = Buffer.alloc(32, 3).toString('base64')

async function startHubHere(): Promise<TestHub> {
  const hub = await startTestHub({ platform, tokenKey, options: { database: { url, poolSize: 5 } } })
  hubs.push(hub)
  return hub
}

/** A contact centre whose database a second hub is on, too, on the same clock. */
async function centreOnTwoHubs() {
  const clock = new ManualClock()
  platform = new FakePlatform(() => clock.now())
  const parts = { platform, tokenKey, options: { database: { url, poolSize: 5 } } }
  const centre = await ContactCentre.open('avito', clock, parts)
  const other = await startTestHub({ ...parts, clock })
  hubs.push(centre.hub, other)
  desks.push(centre.desk)
  const settle = async () => {
    // What one of them does may be work for the other.
    for (let round = 0; round < 3; round += 1) for (const { hub } of [centre.hub, other]) await hub.settled()
  }
  return { centre, settle }
}

async function deskOf(hub: TestHub): Promise<TestDesk> {
  const desk = await TestDesk.open(hub.url)
  desks.push(desk)
  desk.hello()
  await desk.caughtUp()
  return desk
}

async function write(driver: FakeChannel, name: string, text: string): Promise<void> {
  const said = ingestedMessage(name, `${name} ${text}`, { kind: 'text', text }, { atMs: Date.now() })
  await driver.host.ingest({ chats: [ingestedChat(name)], messages: [said] })
}

/** One desk has heard of what the other looks at, and its hub of everything that the other said before. */
async function saw(desk: TestDesk, other: TestDesk): Promise<void> {
  const chatId = createIdSource(systemClock)<ChatId>()
  desk.send({ type: 'looking', chatId: null, isWriting: false })
  other.send({ type: 'looking', chatId, isWriting: false })
  await desk.until(() =>
    desk.frames.some((frame) => frame.type === 'present' && frame.chats.some((chat) => chat.chatId === chatId)),
  )
}

/** What the platform has taken for this conversation. */
function saidTo(name: string): readonly (string | null)[] {
  const taken = platform.accepted.filter(({ chatExternalId }) => chatExternalId === name)
  return taken.map(({ content }) => (content.kind === 'text' ? content.text : null))
}

/** The message in its latest form, as this desk was told. */
function stateOf(desk: TestDesk, id: MessageId): string | null {
  const told = desk.changes.findLast((change) => change.entity === 'message' && change.id === id)
  return told?.entity === 'message' ? (told.row?.delivery?.state ?? null) : null
}

async function chatOn(desk: TestDesk, name: string): Promise<ChatId> {
  const found = await desk.until(() =>
    desk.changes.find((change) => change.entity === 'chat' && change.row?.externalId === name),
  )
  return found.id as ChatId
}

describe('two hubs on one PostgreSQL', () => {
  it('have one person, one team and one feed, though they start together for the first time', async () => {
    const [a, b] = await Promise.all([startHubHere(), startHubHere()])
    const views = await Promise.all([a, b].map((hub) => hub.json<{ teams: unknown[] }>('/api/administration')))
    expect(views[0]?.teams).toHaveLength(1)
    expect(views[1]).toEqual(views[0])
    const welcomes = await Promise.all(
      [a, b].map(async (hub) => (await deskOf(hub)).frames.find((frame) => frame.type === 'welcome')),
    )
    expect(welcomes[0]).toMatchObject({ feedId: welcomes[1]?.type === 'welcome' ? welcomes[1].feedId : '' })
  })

  it('what comes to one is shown at the desks of the other, and an answer from there goes out once', async () => {
    const a = await startHubHere()
    const channel = await a.connect()
    const b = await startHubHere()
    const deskOfB = await deskOf(b)
    // The channel works at the first; the second shows it all the same.
    expect(await b.json('/api/channels')).toEqual({ channels: [expect.objectContaining({ id: channel.id })] })
    await write(a.drivers.at(-1) as FakeChannel, 'anna', 'Здравствуйте')
    const chatId = await chatOn(deskOfB, 'anna')
    const id = b.newId<MessageId>()
    expect(await b.command('sendMessage', textMessage(chatId, id, 'Добрый день'))).toBeNull()
    await deskOfB.until((desk) => stateOf(desk, id) === 'sent')
    expect(saidTo('anna')).toEqual(['Добрый день'])
  })

  it('[Q21] who looks at a chat at one is seen at the other, and is gone with the line or the hub', async () => {
    const [a, b] = [await startHubHere(), await startHubHere()]
    const [here, there] = [await deskOf(a), await deskOf(b)]
    const chatId = a.newId<ChatId>()
    const seen = (count: number) =>
      here.until(() => {
        const told = here.frames.flatMap((frame) => (frame.type === 'present' ? frame.chats : []))
        return told.findLast((chat) => chat.chatId === chatId)?.who.length === count
      })
    here.send({ type: 'looking', chatId: null, isWriting: false })
    there.send({ type: 'looking', chatId, isWriting: true })
    await seen(1)
    there.close()
    await seen(0)
    const again = await deskOf(b)
    again.send({ type: 'looking', chatId, isWriting: false })
    await seen(1)
    await b.stop()
    hubs.splice(hubs.indexOf(b), 1)
    await seen(0)
  })

  it('[V1] [Q19] a call at the desk of one is known to the other, and over with it', async () => {
    const [a, b] = [await startHubHere(), await startHubHere()]
    const [here, there] = [await deskOf(a), await deskOf(b)]
    const marks = async () =>
      (await server.run('select talking_since_ms as ms from agents', new URL(url).pathname.slice(1))).map(
        ({ ms }) => ms,
      )
    const until = async (isTalking: boolean): Promise<void> => {
      if ((await marks()).some((ms) => ms !== null) !== isTalking) await until(isTalking)
    }
    here.send({ type: 'calls', count: 1 })
    await until(true)
    const [since] = await marks()
    // A second call of the same person, at the other hub: the first moment stays, and the mark until both are over.
    there.send({ type: 'calls', count: 1 })
    await saw(here, there)
    here.send({ type: 'calls', count: 0 })
    await saw(there, here)
    expect(await marks()).toEqual([since])
    there.close()
    await until(false)
  })

  it('a webhook that reaches the wrong hub is answered and reaches the right one', async () => {
    const a = await startHubHere()
    const body = { kind: 'avito', name: 'Авито', mode: 'own', clientId: 'id', clientSecret: 's' }
    const platformAddress = { apiUrl: 'http://127.0.0.1:9', consentUrl: 'http://127.0.0.1:9' }
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } }
    await a.request('/api/channels', { ...init, body: JSON.stringify({ ...body, ...platformAddress }) })
    const driver = a.drivers.at(-1) as FakeChannel
    const b = await startHubHere()
    await b.json('/api/channels')
    const path = new URL(driver.host.webhookUrl() ?? '').pathname
    const post = async (where: string, text: string) =>
      (await fetch(`${b.url}${where}`, { method: 'POST', body: text })).status
    expect([await post(path, '{"n":1}'), await post(path, 'no json')]).toEqual([200, 200])
    expect(await post(`${path}x`, '{}')).toBe(404)
    const left = async () => server.run('select id from passed_hooks', new URL(url).pathname.slice(1))
    while ((await left()).length > 0) await b.json('/api/channels')
    expect(driver.webhooks).toEqual([{ n: 1 }, undefined])
    expect(b.drivers.flatMap(({ webhooks }) => webhooks)).toEqual([])
  })

  it('a channel of a hub that ends works at the other, which settles what was under way', async () => {
    const a = await startHubHere()
    await a.connect()
    const b = await startHubHere()
    const deskOfB = await deskOf(b)
    await write(a.drivers.at(-1) as FakeChannel, 'boris', 'Здравствуйте')
    const chatId = await chatOn(deskOfB, 'boris')
    const before = b.drivers.length
    await a.hub.stop()
    hubs.splice(hubs.indexOf(a), 1)
    const id = b.newId<MessageId>()
    expect(await b.command('sendMessage', textMessage(chatId, id, 'Мы на месте'))).toBeNull()
    await deskOfB.until((desk) => stateOf(desk, id) === 'sent')
    expect(b.drivers.length).toBeGreaterThan(before)
    expect(saidTo('boris')).toEqual(['Мы на месте'])
    a.folder.remove()
  })

  it('[M4] have one folder of attachments: with another one a hub does not start, and says why', async () => {
    const a = await startHubHere()
    const b = await startHubHere()
    const id = a.newId<FileId>()
    const init = { method: 'PUT', headers: { 'content-type': 'text/plain' }, body: 'Резюме' }
    expect((await a.request(`/api/uploads/${id}`, init)).status).toBe(200)
    expect(await (await b.request(`/files/${id}`)).text()).toBe('Резюме')
    const elsewhere = makeTestFolder()
    const parts = { platform, tokenKey, folder: elsewhere, options: { database: { url, poolSize: 5 } } }
    await expect(startTestHub(parts)).rejects.toThrow(/is not the one that this database belongs to/)
    elsewhere.remove()
  })

  it('what only the driver knows is asked of the hub that has it, and asked again where it has gone', async () => {
    platform = new FakePlatform(() => Date.now(), openCapabilities)
    const a = await startHubHere()
    const channel = await a.connect()
    const b = await startHubHere()
    const deskOfB = await deskOf(b)
    await write(a.drivers.at(-1) as FakeChannel, 'dina', 'Здравствуйте')
    const chatId = await chatOn(deskOfB, 'dina')
    expect(await b.json(`/api/chats/${chatId}/vacancies`)).toEqual({ vacancies: fakeVacancies })
    const { consentUrl } = await b.json<{ consentUrl: string }>(`/api/channels/${channel.id}/authorise`, {
      method: 'POST',
    })
    expect(consentUrl).toContain('fake-state')
    const comeBack = (state: string) => fetch(`${b.url}/oauth/callback?state=${state}&code=1`)
    expect((await comeBack('fake-state')).status).toBe(200)
    expect((await comeBack('nobody-began-this')).status).toBe(400)
    await a.hub.stop()
    hubs.splice(hubs.indexOf(a), 1)
    // Until the other has taken the channel over: a clear answer that it has to be asked again.
    const asked = async (): Promise<unknown> => {
      const answer = await b.request(`/api/chats/${chatId}/vacancies`)
      if (answer.status === 200) return answer.json()
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
      return asked()
    }
    expect(await asked()).toEqual({ vacancies: fakeVacancies })
    a.folder.remove()
  })

  it('[M8] a deletion asked of the wrong hub is done by the right one, once', async () => {
    platform = new FakePlatform(() => Date.now(), openCapabilities)
    const a = await startHubHere()
    await a.connect()
    const b = await startHubHere()
    const deskOfB = await deskOf(b)
    await write(a.drivers.at(-1) as FakeChannel, 'elena', 'Здравствуйте')
    const chatId = await chatOn(deskOfB, 'elena')
    const id = b.newId<MessageId>()
    await b.command('sendMessage', textMessage(chatId, id, 'не вам'))
    await deskOfB.until((desk) => stateOf(desk, id) === 'sent')
    const command = b.newId<CommandId>()
    const remove = () => b.command('deleteMessage', { messageId: id }, command)
    expect([await remove(), await remove()]).toEqual([null, null])
    await deskOfB.until(({ changes }) =>
      changes.some((change) => change.entity === 'message' && change.row?.content.kind === 'deleted'),
    )
    expect(platform.deleted).toHaveLength(1)
  })

  it('[M14] a client who types is seen at the desks of every hub', async () => {
    const a = await startHubHere()
    await a.connect()
    const b = await startHubHere()
    const deskOfB = await deskOf(b)
    const driver = a.drivers.at(-1) as FakeChannel
    await write(driver, 'fedor', 'Здравствуйте')
    const chatId = await chatOn(deskOfB, 'fedor')
    driver.host.typingSeen('fedor')
    const seen = await deskOfB.until(({ frames }) => frames.find(({ type }) => type === 'typing'))
    expect(seen).toMatchObject({ type: 'typing', chatId })
  })

  it('[Q9][Q19] cases are given out once and within the capacity, though both hubs route', async () => {
    const { centre, settle } = await centreOnTwoHubs()
    await centre.act('setStatus', { status: 'offline' })
    const agents = [await centre.agent('Анна'), await centre.agent('Борис')]
    await centre.distribution({ isAutomatic: true, capacity: 3 })
    const names = Array.from({ length: 9 }, () => centre.newName())
    const chats = await Promise.all(names.map((name) => centre.write(name)))
    await settle()
    const states = await Promise.all(chats.map((chat) => centre.stateOf(chat)))
    const given = agents.map((id) => states.filter((state) => state.kind === 'assigned' && state.agentId === id).length)
    expect([...given, states.filter(({ kind }) => kind === 'queued').length]).toEqual([3, 3, 3])
    for (const chat of chats) {
      const kinds = (await centre.hub.events(chat)).map(({ kind }) => kind)
      expect(kinds.filter((kind) => kind === 'assigned').length).toBeLessThanOrEqual(1)
    }
  })

  it('[Q13][Q16] cases end once by time-out, with one closing text, though both hubs have timers', async () => {
    const { centre, settle } = await centreOnTwoHubs()
    await centre.settings({ closing: { isShown: true, text: 'До встречи!' } })
    const names = Array.from({ length: 12 }, () => centre.newName())
    const chats = await Promise.all(names.map((name) => centre.write(name)))
    for (const chat of chats) await centre.answer(chat)
    await settle()
    centre.clock.advance(4 * DAY_MS)
    await Promise.all(chats.map((chat) => centre.until(chat, ({ case: { state } }) => state.kind === 'closed')))
    await settle()
    expect(names.map(saidTo)).toEqual(names.map(() => ['Добрый день', 'До встречи!']))
    for (const chat of chats) {
      const ends = (await centre.hub.events(chat)).filter(({ kind }) => kind === 'closed')
      expect(ends).toHaveLength(1)
    }
  })

  it('[Q22] cases that were put away come back once, though both hubs have timers', async () => {
    const { centre, settle } = await centreOnTwoHubs()
    await centre.distribution({ isAutomatic: false })
    const chats = await Promise.all(Array.from({ length: 12 }, () => centre.write(centre.newName())))
    const untilMs = centre.clock.now() + DAY_MS
    for (const chat of chats) {
      const caseId = await centre.caseId(chat)
      await centre.act('claimCase', { caseId })
      await centre.act('snoozeCase', { caseId, untilMs })
    }
    await settle()
    centre.clock.advance(DAY_MS)
    await Promise.all(chats.map((chat) => centre.until(chat, (row) => row.case.snooze?.kind === 'back')))
    await settle()
    for (const chat of chats) {
      const ends = (await centre.hub.events(chat)).filter(({ kind }) => kind === 'snoozeEnded')
      expect(ends).toEqual([{ kind: 'snoozeEnded', agentId: centre.me, why: 'time' }])
    }
  })

  it('one goes on with its channels by itself once PostgreSQL is back', async () => {
    const hub = await startHubHere()
    await hub.connect()
    await write(hub.drivers.at(-1) as FakeChannel, 'vera', 'Здравствуйте')
    const chatId = await chatOn(await deskOf(hub), 'vera')
    await server.stop('immediately')
    await server.start()
    const [command, id] = [hub.newId<CommandId>(), hub.newId<MessageId>()]
    const said = textMessage(chatId, id, 'Мы снова здесь')
    // As a desk does: until it is answered, under the same id.
    while ((await hub.command('sendMessage', said, command)) !== null) await fetch(`${hub.url}/health/ready`)
    const desk = await deskOf(hub)
    await desk.until(() => stateOf(desk, id) === 'sent')
    expect(saidTo('vera')).toEqual(['Мы снова здесь'])
  })

  it('one that starts while PostgreSQL is away says so, and is ready once it is there', async () => {
    await server.stop()
    const starting = startHubHere()
    await server.start()
    const hub = await starting
    expect((await fetch(`${hub.url}/health/ready`)).status).toBe(200)
    const desk = await deskOf(hub)
    await server.stop('immediately')
    await desk.until(({ closed }) => closed)
    expect(desk.closed).toEqual({ code: 1013, reason: 'databaseAway' })
    const ready = await fetch(`${hub.url}/health/ready`)
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'notReady', reason: 'databaseAway' }])
    expect((await fetch(`${hub.url}/health/live`)).status).toBe(200)
    expect((await hub.request('/api/administration')).status).toBe(503)
    await server.start()
    const untilReady = async (): Promise<void> => {
      if ((await fetch(`${hub.url}/health/ready`)).status !== 200) await untilReady()
    }
    await untilReady()
    expect((await hub.request('/api/administration')).status).toBe(200)
  })
})
