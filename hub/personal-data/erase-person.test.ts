import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { ErasureView, KeptOfPerson } from '#shared/contract/personal-data'
import type { CallId, ChatId, ClientCardId, FileId, MessageId } from '#shared/domain/ids'

import { ingestedChat, ingestedMessage } from '../channels/fake-channel'
import { TestDesk } from '../testing/desk'
import { dumpTables } from '../store/testing/dump-tables'
import { PREPARING_MS, testTemplate } from '../testing/test-folder'
import { startTestHub, textMessage, type TestHub } from '../testing/test-hub'

/** Each of them would be found by a search through everything. */
const TRACES = [
  'Рудольфова',
  'Эвелина',
  '79265550123',
  'evelina@rudolf.example',
  'секретный вопрос',
  'тайный ответ',
  'примета',
] as const
const EXTERNAL = 'chat-of-evelina'
const PICTURE = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
  Buffer.from('picture of evelina'),
])

let hub: TestHub

beforeEach(async () => {
  await testTemplate()
  hub = await startTestHub()
  await hub.connect()
}, PREPARING_MS)
afterEach(() => hub.stop())

const ingest = (externalId: string, said: string, text: string, atMs: number) =>
  hub.drivers.at(-1)!.host.ingest({
    chats: [ingestedChat(externalId, { clientName: 'Рудольфова Эвелина' })],
    messages: [ingestedMessage(externalId, said, { kind: 'text', text }, { atMs })],
  })

async function chats(): Promise<readonly { readonly id: ChatId; readonly externalId: string }[]> {
  const desk = await TestDesk.open(hub.url)
  desk.hello()
  await desk.caughtUp()
  const rows = desk.frames.flatMap((frame) =>
    frame.type === 'changes' ? frame.changes.flatMap((one) => (one.entity === 'chat' && one.row ? [one.row] : [])) : [],
  )
  desk.close()
  return rows
}

const post = (path: string, body: unknown) =>
  hub.request(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })

/** A client with everything that a client can have here. */
async function evelina(): Promise<ChatId> {
  await ingest(EXTERNAL, 'in-1', 'секретный вопрос', Date.now() - 5_000)
  const chatId = (await chats())[0]!.id
  const cardId = hub.newId<ClientCardId>()
  const card = {
    ...{ lastName: 'Рудольфова', firstName: 'Эвелина', patronymic: '', position: 'примета', comment: 'примета' },
    ...{ phones: ['8 926 555-01-23'], emails: ['evelina@rudolf.example'] },
  }
  expect(await hub.command('createClientCard', { chatId, cardId, card })).toBeNull()
  const messageId = hub.newId<MessageId>()
  expect(await hub.command('sendMessage', textMessage(chatId, messageId, 'тайный ответ'))).toBeNull()
  await hub.hub.settled()
  const note = { messageId: hub.newId<MessageId>(), chatId, text: 'примета', mentions: [], writtenAtMs: Date.now() }
  expect(await hub.command('addNote', note)).toBeNull()
  const fileId = hub.newId<FileId>()
  await hub.request(`/api/uploads/${fileId}`, {
    method: 'PUT',
    body: PICTURE,
    headers: { 'content-type': 'image/png', 'x-file-name': encodeURIComponent('примета.png') },
  })
  const content = { kind: 'image' as const, fileId, width: 1, height: 1, bytes: PICTURE.length, name: 'примета.png' }
  const picture = { messageId: hub.newId<MessageId>(), chatId, content, writtenAtMs: Date.now() }
  expect(await hub.command('sendMessage', picture)).toBeNull()
  await hub.hub.settled()
  expect(await hub.command('deleteMessage', { messageId })).toBeNull()
  await hub.hub.settled()
  const call = {
    ...{ id: hub.newId<CallId>(), chatId, direction: 'incoming' as const, route: 'phone' as const },
    ...{ number: '+79265550123', name: 'Эвелина', outcome: 'answered' as const, startedAtMs: Date.now() },
    ...{ durationMs: 1_000, isSeen: true },
  }
  expect(await hub.command('recordCall', call)).toBeNull()
  expect(await hub.command('remarkOnCall', { callId: call.id, text: 'примета', writtenAtMs: Date.now() })).toBeNull()
  return chatId
}

/** Until the last row is gone. */
async function erase(chatId: ChatId, confirm: string): Promise<void> {
  const reply = await post(`/api/chats/${chatId}/person/erase`, { confirm })
  expect(reply.status).toBe(202)
  await ended(((await reply.json()) as ErasureView).id)
}

async function ended(id: string): Promise<ErasureView> {
  const view = () => hub.json<ErasureView>(`/api/erasures/${id}`)
  await expect.poll(async () => (await view()).endedAtMs, { timeout: 30_000, interval: 20 }).not.toBeNull()
  return view()
}

const found = (dump: ReadonlyMap<string, string>) =>
  [...dump].flatMap(([table, said]) =>
    TRACES.filter((trace) => said.includes(trace)).map((trace) => `${table}: ${trace}`),
  )

function filesNaming(folder: string, bytes: Buffer): readonly string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile() && readFileSync(path).includes(bytes))
}

describe('the data of one client', () => {
  it('[C9] is in no table and in no file after it was erased; the case still counts, and desks hear of all of it', async () => {
    const chatId = await evelina()
    let before: readonly string[] = []
    hub = await hub.restart(async () => {
      before = found(await dumpTables(hub.folder))
    })
    for (const trace of TRACES) expect(before.some((line) => line.endsWith(trace))).toBe(true)
    expect(filesNaming(join(hub.folder.path, 'files'), PICTURE)).toHaveLength(1)

    const desk = await TestDesk.open(hub.url)
    desk.hello()
    await desk.caughtUp()
    const kept = await hub.json<KeptOfPerson>(`/api/chats/${chatId}/person`)
    expect(kept).toMatchObject({ name: 'Рудольфова Эвелина', calls: 1, conversations: 1, cases: 1, files: 1 })
    const wrong = await post(`/api/chats/${chatId}/person/erase`, { confirm: 'Кто-то другой' })
    expect([wrong.status, ((await wrong.json()) as { error: string }).error]).toEqual([409, 'wrongConfirmation'])
    await erase(chatId, ' рудольфова  эвелина ')
    const gone = await desk.until(({ frames }) =>
      frames
        .flatMap((frame) => (frame.type === 'changes' ? frame.changes : []))
        .find((change) => change.entity === 'chat' && change.id === chatId && change.row === null),
    )
    expect(gone).toMatchObject({ isErased: true })
    const nulled = desk.frames.flatMap((frame) =>
      frame.type === 'changes' ? frame.changes.filter(({ row }) => row === null).map(({ entity }) => entity) : [],
    )
    expect(nulled.filter((entity) => entity === 'message').length).toBeGreaterThan(3)
    expect(nulled).toContain('call')
    desk.close()
    expect(await chats()).toEqual([])
    expect((await hub.request(`/api/chats/${chatId}`)).status).toBe(404)
    expect(
      await hub.command('addNote', {
        messageId: hub.newId<MessageId>(),
        chatId,
        text: 'примета',
        mentions: [],
        writtenAtMs: 0,
      }),
    ).toMatchObject({ reason: 'unknownChat' })
    expect((await post(`/api/chats/${chatId}/person/erase`, { confirm: '' })).status).toBe(404)

    let dump: ReadonlyMap<string, string> = new Map()
    hub = await hub.restart(async () => {
      dump = await dumpTables(hub.folder)
    })
    expect(found(dump)).toEqual([])
    expect([...dump].filter(([, said]) => said.includes(EXTERNAL)).map(([table]) => table)).toEqual([])
    expect(filesNaming(join(hub.folder.path, 'files'), PICTURE)).toEqual([])
    expect(JSON.parse(dump.get('cases') ?? '{}')).toMatchObject({ number: 1, state: { kind: 'closed' } })
    expect(dump.get('audit_log')).toContain('clientErased')
  })

  it('[C9] does not come back when the platform tells of it again; what is written later is taken, and nothing else', async () => {
    const chatId = await evelina()
    await erase(chatId, 'Рудольфова Эвелина')
    await ingest(EXTERNAL, 'in-1', 'секретный вопрос', Date.now() - 60_000)
    expect(await chats()).toEqual([])
    await ingest(EXTERNAL, 'in-9', 'снова здравствуйте', Date.now() + 1_000)
    const [again] = await chats()
    expect(again).toMatchObject({ externalId: EXTERNAL })
    await ingest(EXTERNAL, 'in-1', 'секретный вопрос', Date.now() - 60_000)
    expect((await hub.messages(again!.id)).map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'снова здравствуйте' },
    ])
  })

  it('[C9] goes to its end although the hub ended in the middle, and nobody is shown any of it meanwhile', async () => {
    const chatId = await evelina()
    const many = Array.from({ length: 1_200 }, (_, place) =>
      ingestedMessage(
        EXTERNAL,
        `many-${place}`,
        { kind: 'text', text: 'секретный вопрос' },
        { atMs: Date.now() - 3_000 },
      ),
    )
    await hub.drivers.at(-1)!.host.ingest({ chats: [ingestedChat(EXTERNAL)], messages: many })
    const reply = await post(`/api/chats/${chatId}/person/erase`, { confirm: 'Рудольфова Эвелина' })
    const { id, total } = (await reply.json()) as ErasureView
    expect(total).toBeGreaterThan(1_200)
    expect(await hub.messages(chatId)).toEqual([])
    // Between two of its transactions, wherever it is.
    hub = await hub.restart()
    expect(await ended(id)).toMatchObject({ total, done: total })
    let dump: ReadonlyMap<string, string> = new Map()
    hub = await hub.restart(async () => {
      dump = await dumpTables(hub.folder)
    })
    expect(found(dump)).toEqual([])
    expect((await hub.request(`/api/erasures/${hub.newId()}`)).status).toBe(404)
  })

  it('[C9] is exported whole: to read, as data, with its files; and that it was is noted', async () => {
    const chatId = await evelina()
    const reply = await hub.request(`/api/chats/${chatId}/person/export.zip`)
    const bytes = Buffer.from(await reply.arrayBuffer())
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/zip'])
    // The picture is stored as it is, and names stand in the archive's own list.
    expect(bytes.includes(PICTURE)).toBe(true)
    for (const name of ['index.html', 'data.json', 'files/']) expect(bytes.includes(Buffer.from(name))).toBe(true)
    expect((await hub.request(`/api/chats/${hub.newId()}/person/export.zip`)).status).toBe(404)
    let dump: ReadonlyMap<string, string> = new Map()
    hub = await hub.restart(async () => {
      dump = await dumpTables(hub.folder)
    })
    expect(dump.get('audit_log')).toContain('clientExported')
  })
})
