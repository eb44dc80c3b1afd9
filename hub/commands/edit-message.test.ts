import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'
import { ManualClock } from '#shared/lib/manual-clock'

import {
  FakePlatform,
  fakeCapabilities,
  ingestedChat,
  ingestedMessage,
  openCapabilities,
} from '../channels/fake-channel'
import { TestDesk } from '../testing/desk'
import { PREPARING_MS, testTemplate } from '../testing/test-folder'
import { startTestHub, textMessage, type TestHub } from '../testing/test-hub'

let hub: TestHub
let desk: TestDesk
let chatId: ChatId
let clock: ManualClock

beforeAll(testTemplate, PREPARING_MS)
beforeEach(() => start(openCapabilities))
afterEach(() => hub.stop())

async function start(capabilities: typeof openCapabilities): Promise<void> {
  clock = new ManualClock(Date.UTC(2026, 0, 12, 9))
  hub = await startTestHub({ clock, platform: new FakePlatform(() => clock.now(), capabilities) })
  await hub.connect()
  const stage = { direction: 'out', revision: 'stage' } as const
  await hub.drivers[0]?.host.ingest({
    chats: [ingestedChat('a')],
    messages: [
      ingestedMessage('a', 'in-1', { kind: 'text', text: 'раз' }),
      ingestedMessage('a', 'stage-1', { kind: 'text', text: 'Приглашаем' }, stage),
    ],
  })
  desk = await TestDesk.open(hub.url)
  desk.hello()
  await desk.caughtUp()
  chatId = desk.changes.find((change) => change.entity === 'chat')?.id as ChatId
}

const now = (id: MessageId): Message | null =>
  desk.changes.findLast((change) => change.entity === 'message' && change.id === id)?.row as Message | null
const until = (id: MessageId, is: (message: Message) => boolean) =>
  desk.until(() => {
    const message = now(id)
    return message && is(message) ? message : null
  })

async function sent(text: string): Promise<MessageId> {
  const id = hub.newId<MessageId>()
  await hub.command('sendMessage', textMessage(chatId, id, text, clock.now()))
  await until(id, (message) => message.delivery?.state === 'sent')
  return id
}

async function idOf(externalId: string): Promise<MessageId> {
  const found = (await hub.messages(chatId)).find((message) => message.externalId === externalId)
  if (!found) throw new Error('no such message')
  return found.id
}

const text = (words: string) => ({ kind: 'text', text: words }) as const
const is =
  (words: string) =>
  ({ content }: Message) =>
    content.kind === 'text' && content.text === words
/** Not only `revision === null`: so it also stands before the desk has heard of the change. */
const taken = (words: string) => (message: Message) => message.revision === null && is(words)(message)

/** The channel shows it so now. */
async function tell({ externalId, atMs }: Message, words: string, editedAtMs: number): Promise<void> {
  const patch = { direction: 'out', atMs, editedAtMs } as const
  const seen = ingestedMessage('a', externalId ?? '', text(words), patch)
  await hub.drivers[0]?.host.ingest({ chats: [], messages: [seen] })
}

const edit = (messageId: MessageId, text: string) => hub.command('editMessage', { messageId, text })

describe('editMessage', () => {
  it('[M10] [M11] changes what the client sees and says since when', async () => {
    const id = await sent('в сто')
    clock.advance(5000)
    expect(await edit(id, 'в сто двадцать')).toBeNull()
    const message = await until(id, taken('в сто двадцать'))
    expect(message.editedAtMs).toBe(clock.now())
    expect([...hub.platform.shown('a').values()]).toEqual(['в сто двадцать'])
    expect((await hub.chat(chatId)).lastMessage?.content).toEqual({ kind: 'text', text: 'в сто двадцать' })
  })

  it('[RC-34] [M8] [M10] changes and deletes at any time where the channel sets no limit', async () => {
    const [kept, taken] = [await sent('в сто'), await sent('не вам')]
    desk.close()
    clock.advance(3 * 24 * 3_600_000)
    desk = await TestDesk.open(hub.url)
    desk.hello()
    await desk.caughtUp()
    expect(await edit(kept, 'в двести')).toBeNull()
    await until(kept, is('в двести'))
    expect(await hub.command('deleteMessage', { messageId: taken })).toBeNull()
    await until(taken, ({ content }) => content.kind === 'deleted')
    expect([...hub.platform.shown('a').values()]).toEqual(['в двести'])
  })

  it('[V5] leaves what stood there before to those who answer for the agents', async () => {
    const id = await sent('в сто')
    expect(await edit(id, 'в двести')).toBeNull()
    await until(id, is('в двести'))
    const reply = await hub.request(`/api/messages/${id}/revisions`)
    expect(await reply.json()).toEqual({
      revisions: [
        expect.objectContaining({
          kind: 'edit',
          before: { kind: 'text', text: 'в сто' },
          afterText: 'в двести',
          outcome: 'done',
        }),
      ],
    })
    expect((await hub.request(`/api/messages/${hub.newId()}/revisions`)).status).toBe(404)
  })

  it('[M10] is kept and said again when the answer is lost, and not over what came later', async () => {
    const id = await sent('раз')
    hub.platform.actionFaults.push({ kind: 'lostRequest' })
    expect(await edit(id, 'два')).toBeNull()
    await until(id, ({ revision }) => revision?.kind === 'edit' && revision.text === 'два')
    // The channel shows the old text, and so does the hub.
    expect(now(id)?.content).toEqual({ kind: 'text', text: 'раз' })
    expect(await edit(id, 'три')).toBeNull()
    hub = await hub.restart()
    clock.advance(60_000)
    await waitFor(() => [...hub.platform.shown('a').values()][0] === 'три')
    // The channel shows it a moment before the hub has written down that it does.
    const kept = async () => (await hub.messages(chatId)).find((message) => message.id === id)
    while ((await kept())?.revision !== null) await hub.hub.settled()
    expect(await kept()).toMatchObject({ content: text('три') })
  })

  it('[M10] tells both agents when the channel does not take it; the text stays', async () => {
    const id = await sent('раз')
    hub.platform.actionFaults.push({ kind: 'refuse', reason: 'spam' })
    expect(await edit(id, 'два')).toBeNull()
    const message = await until(id, ({ revision }) => revision?.refused === 'spam')
    expect(message).toMatchObject({ content: { text: 'раз' }, editedAtMs: null })
    expect(await edit(id, 'три')).toBeNull()
    expect(await until(id, ({ revision }) => revision === null)).toMatchObject({ content: { text: 'три' } })
  })

  it('[M10] compares by the channel’s clock alone, whatever this computer’s says', async () => {
    hub.platform.aheadMs = -60_000
    const id = await sent('раз')
    expect(await edit(id, 'два')).toBeNull()
    const ours = await until(id, taken('два'))
    expect(ours.editedAtMs).toBe(hub.platform.now())
    await tell(ours, 'на странице', hub.platform.now() + 1000)
    expect((await until(id, is('на странице'))).editedAtMs).toBe(hub.platform.now() + 1000)

    hub.platform.aheadMs = 60_000
    expect(await edit(id, 'три')).toBeNull()
    await until(id, is('три'))
    // Read before, told of late.
    await tell(ours, 'два', hub.platform.now() - 30_000)
    expect((await hub.messages(chatId)).find((message) => message.id === id)?.content).toEqual(text('три'))
  })

  it('[M10] leaves what was changed on the channel’s page after it, though its own answer comes last', async () => {
    const id = await sent('раз')
    const message = now(id)
    if (!message) throw new Error('not told of')
    hub.platform.actionFaults.push({ kind: 'lostAnswer' })
    expect(await edit(id, 'два')).toBeNull()
    await until(id, ({ revision }) => revision !== null)
    // By the answer to the second try.
    await tell(message, 'на странице', hub.platform.now() + 600_000)
    clock.advance(60_000)
    expect((await until(id, ({ revision }) => revision === null)).content).toEqual(text('на странице'))
  })

  it('[M8] [M10] gives way to a deletion', async () => {
    const id = await sent('раз')
    hub.platform.actionFaults.push({ kind: 'lostRequest' })
    await edit(id, 'два')
    await until(id, ({ revision }) => revision?.kind === 'edit')
    expect(await hub.command('deleteMessage', { messageId: id })).toBeNull()
    clock.advance(60_000)
    await until(id, ({ content, revision }) => content.kind === 'deleted' && revision === null)
    expect(hub.platform.shown('a').size).toBe(0)
    expect(await edit(id, 'три')).toEqual({ reason: 'wrongState', detail: null })
  })

  it('[M10] is refused while a deletion is on its way', async () => {
    const id = await sent('раз')
    hub.platform.actionFaults.push({ kind: 'lostRequest' }, { kind: 'lostRequest' })
    await hub.command('deleteMessage', { messageId: id })
    await until(id, ({ revision }) => revision?.kind === 'delete')
    expect(await edit(id, 'два')).toEqual({ reason: 'wrongState', detail: null })
    clock.advance(60_000)
    await until(id, ({ content }) => content.kind === 'deleted')
  })

  it('[M12] never touches what went with a stage', async () => {
    const id = await idOf('stage-1')
    const system = { reason: 'systemMessage', detail: null }
    expect(await edit(id, 'другое')).toEqual(system)
    expect(await hub.command('deleteMessage', { messageId: id })).toEqual(system)
  })

  it('refuses what cannot be: the client’s, nothing, too much, unknown', async () => {
    expect(await edit(await idOf('in-1'), 'x')).toEqual({ reason: 'wrongState', detail: null })
    const id = await sent('раз')
    expect(await edit(id, '  ')).toEqual({ reason: 'empty', detail: null })
    expect(await edit(id, 'а'.repeat(1001))).toEqual({ reason: 'tooLong', detail: '1001/1000' })
    expect(await edit(hub.newId(), 'x')).toEqual({ reason: 'unknownMessage', detail: null })
  })
})

describe('editMessage where the channel cannot', () => {
  it('[M10] is refused by its capabilities and after its window', async () => {
    await hub.stop()
    await start(fakeCapabilities)
    const id = await sent('раз')
    expect(await edit(id, 'два')).toEqual({ reason: 'unsupported', detail: null })
    await hub.stop()
    await start({ ...openCapabilities, editing: { withinMs: 60_000, otherSide: 'unknown' } })
    const late = await sent('раз')
    clock.advance(61_000)
    expect(await edit(late, 'два')).toEqual({ reason: 'windowClosed', detail: null })
  })
})

async function waitFor(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}
