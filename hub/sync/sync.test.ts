import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'

import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { SYNC_CLOSE, SYNC_PROTOCOL } from '#shared/contract/sync'
import type { ChatId, CommandId, MessageId } from '#shared/domain/ids'

import { ingestedChat, ingestedMessage } from '../channels/fake-channel'
import { TestDesk } from '../testing/desk'
import { PREPARING_MS, testTemplate } from '../testing/test-folder'
import { startTestHub, textMessage, type TestHub } from '../testing/test-hub'

/** The message, and that it opened a case that stands in a queue. */
const WHOLE = ['directory', 'channel', 'agent', 'chat', 'message', 'message', 'message']

let hub: TestHub

beforeAll(testTemplate, PREPARING_MS)
beforeEach(async () => {
  hub = await startTestHub()
  await hub.connect()
  await tell('a', 'in-1', 'Добрый день')
})
afterEach(() => hub.stop())

async function tell(chat: string, id: string, text: string, atMs?: number): Promise<void> {
  await hub.drivers.at(-1)?.host.ingest({
    chats: [ingestedChat(chat)],
    messages: [ingestedMessage(chat, id, { kind: 'text', text }, atMs === undefined ? {} : { atMs })],
  })
}

async function openDesk(cursor = 0, feedId: string | null = null): Promise<TestDesk> {
  const desk = await TestDesk.open(hub.url)
  desk.hello(cursor, feedId)
  return desk
}

async function upToDate(): Promise<TestDesk> {
  const desk = await openDesk()
  await desk.caughtUp()
  return desk
}

function feedOf(desk: TestDesk): string {
  const [welcome] = desk.frames
  if (welcome?.type !== 'welcome') throw new Error('no welcome')
  return welcome.feedId
}

function chatOf(desk: TestDesk): ChatId {
  const chat = desk.changes.find((change) => change.entity === 'chat')
  if (!chat) throw new Error('no chat')
  return chat.id as ChatId
}

/** By now the hub has heard what was said before. */
async function answered(desk: TestDesk): Promise<void> {
  const nonce = desk.frames.length
  desk.send({ type: 'ping', nonce })
  await desk.until(() => desk.frames.some((frame) => frame.type === 'pong' && frame.nonce === nonce))
}

function textsOf(desk: TestDesk): readonly string[] {
  return desk.changes.flatMap(({ entity, row }) =>
    entity === 'message' && row?.content.kind === 'text' ? [row.content.text] : [],
  )
}

describe('sync', () => {
  it('gives an empty desk the directory, channels, agents, chats, then messages; the cursor moves only at the end', async () => {
    const desk = await upToDate()
    expect(desk.frames[0]).toMatchObject({ type: 'welcome', protocol: 3, reset: false, hubVersion: '0.0.0-test' })
    expect(desk.changes.map((change) => change.entity)).toEqual(WHOLE)
    const cursors = desk.frames.flatMap((frame) => (frame.type === 'changes' ? [frame.upTo] : []))
    expect(cursors.slice(0, 2)).toEqual([0, 0])
    expect(cursors.at(-1)).toBeGreaterThan(0)
  })

  it('passes on what is committed, with the chat as it is now', async () => {
    const desk = await upToDate()
    const before = desk.changes.length
    await tell('a', 'in-2', 'Вы тут?', Date.UTC(2026, 0, 12, 9))
    await desk.until(() => desk.changes.length >= before + 2)
    const news = desk.changes.slice(before)
    expect(news.map((change) => change.entity).toSorted()).toEqual(['chat', 'message'])
    expect(news.find((change) => change.entity === 'chat')?.row).toMatchObject({
      unread: 2,
      lastMessage: { content: { text: 'Вы тут?' } },
    })
  })

  it('[O4] tells a desk at which nobody is of a stream together, and at once what somebody waits for', async () => {
    const desk = await upToDate()
    const frames = () => desk.frames.filter(({ type }) => type === 'changes').length
    desk.send({ type: 'pace', everyMs: 10_000 })
    await answered(desk)
    const before = frames()
    await tell('a', 'first', 'Первое')
    await desk.until(() => frames() === before + 1)
    await tell('b', 'second', 'Второе')
    await tell('b', 'third', 'Третье')
    // As soon as somebody comes it is all there, in one frame.
    desk.send({ type: 'pace', everyMs: 0 })
    await desk.until(() => textsOf(desk).includes('Третье'))
    expect(textsOf(desk).slice(-3)).toEqual(['Первое', 'Второе', 'Третье'])
    expect(frames()).toBe(before + 2)
    // Nor does it wait for what is said in the conversation before the eyes of its person.
    desk.send({ type: 'pace', everyMs: 10_000 })
    desk.send({ type: 'looking', chatId: chatOf(desk), isWriting: false })
    await answered(desk)
    await tell('b', 'fourth', 'Четвёртое')
    await tell('a', 'fifth', 'Пятое')
    await desk.until(() => textsOf(desk).includes('Пятое'))
    expect(textsOf(desk).slice(-2)).toEqual(['Четвёртое', 'Пятое'])
  })

  it('[O1] catches up from a cursor without gaps, each row once in its present form', async () => {
    const desk = await upToDate()
    const [feedId, cursor] = [feedOf(desk), desk.cursor]
    desk.close()
    for (let index = 0; index < 5; index += 1) await tell('a', `more-${String(index)}`, 'ещё')
    const again = await openDesk(cursor, feedId)
    await again.caughtUp()
    expect(again.frames[0]).toMatchObject({ type: 'welcome', reset: false })
    const seqs = again.changes.map((change) => change.seq)
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
    expect(again.changes.filter((change) => change.entity === 'message')).toHaveLength(5)
    expect(again.changes.filter((change) => change.entity === 'chat')).toHaveLength(1)
  })

  it('[O1] tells a desk that was away for long first what is open and the list, then all of it in order', async () => {
    const desk = await upToDate()
    const [feedId, cursor] = [feedOf(desk), desk.cursor]
    desk.close()
    const names = ['a', 'b', 'c', 'd']
    await hub.drivers.at(-1)?.host.ingest({
      chats: names.map((name) => ingestedChat(name)),
      messages: names.flatMap((name) =>
        Array.from({ length: 300 }, (_, index) =>
          ingestedMessage(name, `${name}-${String(index)}`, { kind: 'text', text: String(index) }),
        ),
      ),
    })
    const again = await TestDesk.open(hub.url)
    const deskId = randomUUID()
    again.send({ type: 'hello', protocol: SYNC_PROTOCOL, cursor, feedId, deskId, open: chatOf(desk) })
    await again.caughtUp()

    const told = again.frames.filter((frame) => frame.type === 'changes')
    const early = told.filter(({ ahead }) => ahead)
    expect(told.slice(0, 2)).toEqual(early)
    expect(early.map(({ ahead }) => ahead?.chatId)).toEqual([chatOf(desk), null])
    expect(early.every(({ upTo, ahead, caughtUp }) => upTo <= cursor && (ahead?.head ?? 0) > cursor && !caughtUp)).toBe(
      true,
    )
    const [said = [], listed = []] = early.map(({ changes }) => changes)
    expect(said.filter(({ entity }) => entity === 'message').length).toBeGreaterThanOrEqual(300)
    expect(said.every(({ row }) => row && 'chatId' in row && row.chatId === chatOf(desk))).toBe(true)
    expect(listed.flatMap(({ entity, row }) => (entity === 'chat' && row ? [row.unread] : [])).toSorted()).toEqual([
      300, 300, 300, 301,
    ])
    const inPlace = told.flatMap((frame) => (frame.ahead ? [] : frame.changes))
    const seqs = inPlace.map(({ seq }) => seq)
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
    const places = new Map(inPlace.map(({ entity, id, seq }) => [`${entity} ${id}`, seq]))
    // Some of the list it has already: it is read for all who stand near each other.
    const isMissed = ({ seq }: { seq: number }) => seq > cursor
    for (const { entity, id, seq } of [...said, ...listed.filter(isMissed)])
      expect(places.get(`${entity} ${id}`)).toBe(seq)
  })

  it('starts a desk over whose cache belongs to another database or to the future', async () => {
    const desk = await upToDate()
    const feedId = feedOf(desk)
    for (const [cursor, feed] of [
      [1, 'other'],
      [desk.cursor + 1000, feedId],
    ] as const) {
      const other = await openDesk(cursor, feed)
      await other.caughtUp()
      expect(other.frames[0]).toMatchObject({ reset: true })
      expect(other.changes.map((change) => change.entity)).toEqual(WHOLE)
    }
  })

  it('[O1] misses nothing that is written while a desk catches up', async () => {
    const writing = (async () => {
      for (let index = 0; index < 40; index += 1) await tell('b', `b-${String(index)}`, String(index))
    })()
    const desks = await Promise.all([openDesk(), openDesk(), openDesk()])
    await writing
    for (const desk of desks) {
      await desk.until(
        () => new Set(desk.changes.filter(({ entity }) => entity === 'message').map(({ id }) => id)).size === 41 + 4,
      )
    }
  })

  it('splits much into frames of at most 500 rows', async () => {
    await hub.drivers[0]?.host.ingest({
      chats: Array.from({ length: 620 }, (_, index) => ingestedChat(`many-${String(index)}`)),
      messages: [],
    })
    const desk = await upToDate()
    const sizes = desk.frames.flatMap((frame) => (frame.type === 'changes' ? [frame.changes.length] : []))
    expect(Math.max(...sizes)).toBe(500)
    expect(new Set(desk.changes.filter(({ entity }) => entity === 'chat').map(({ id }) => id)).size).toBe(621)
  })

  it('[M23] answers a command once it is durable and shows the message on its way', async () => {
    const desk = await upToDate()
    const [id, messageId] = [hub.newId<CommandId>(), hub.newId<MessageId>()]
    desk.send({
      type: 'command',
      command: { id, name: 'sendMessage', args: textMessage(chatOf(desk), messageId, 'Да') },
    })
    expect(await desk.until(() => desk.frames.find((frame) => frame.type === 'outcome'))).toEqual({
      type: 'outcome',
      id,
      refusal: null,
    })
    await desk.until(() =>
      desk.changes.some(
        (change) =>
          change.entity === 'message' && change.row?.id === messageId && change.row.delivery?.state === 'sent',
      ),
    )
    expect(hub.platform.texts('a')).toEqual(['Да'])
  })

  it('tells a removed message by its missing row', async () => {
    const desk = await upToDate()
    const messageId = hub.newId<MessageId>()
    hub.platform.faults.push({ kind: 'refuse', reason: 'rejected' })
    await hub.command('sendMessage', textMessage(chatOf(desk), messageId, 'Да'))
    await desk.until(() =>
      desk.changes.some((change) => change.entity === 'message' && change.row?.delivery?.state === 'failed'),
    )
    expect(await hub.command('discardMessage', { messageId })).toBeNull()
    await desk.until(() => desk.changes.some((change) => change.id === messageId && change.row === null))
  })

  it('answers pings', async () => {
    const desk = await upToDate()
    desk.send({ type: 'ping', nonce: 7 })
    expect(await desk.until(() => desk.frames.find((frame) => frame.type === 'pong'))).toEqual({
      type: 'pong',
      nonce: 7,
      nowMs: expect.any(Number) as number,
    })
  })

  it('closes on what it cannot take and says why', async () => {
    const closes = async (act: (desk: TestDesk) => void) => {
      const desk = await TestDesk.open(hub.url)
      act(desk)
      return (await desk.until(() => desk.closed)).code
    }
    expect(
      await closes((desk) => {
        desk.sendRaw('no json')
      }),
    ).toBe(SYNC_CLOSE.badFrame)
    expect(
      await closes((desk) => {
        desk.sendRaw('{"type":"unheard"}')
      }),
    ).toBe(SYNC_CLOSE.badFrame)
    expect(
      await closes((desk) => {
        desk.send({ type: 'ping', nonce: 1 })
      }),
    ).toBe(SYNC_CLOSE.badFrame)
    expect(
      await closes((desk) => {
        desk.hello(0, null, 99)
      }),
    ).toBe(SYNC_CLOSE.protocolMismatch)
  })

  it('lets nobody in without the secret, from a page of the web or under another name', async () => {
    await expect(TestDesk.open(hub.url, 'wrong')).rejects.toThrow('401')
    await expect(TestDesk.open(hub.url, undefined, { headers: { origin: 'https://evil.example' } })).rejects.toThrow(
      '403',
    )
    await expect(TestDesk.open(hub.url, undefined, { headers: { host: 'evil.example' } })).rejects.toThrow('403')
    const desk = await TestDesk.open(hub.url, undefined, { headers: { origin: 'app://otklik' } })
    desk.close()
  })

  it('a caller that resets its line before it is a desk ends nothing', async () => {
    const { hostname, port } = new URL(hub.url)
    const head = `GET /sync HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const line = connect(Number(port), hostname)
      await once(line, 'connect')
      await new Promise((written) => line.write(head, written))
      line.resetAndDestroy()
      await once(line, 'close')
    }
    expect((await hub.request('/api/health')).status).toBe(200)
  })

  it('a restarted hub is the same feed', async () => {
    const desk = await upToDate()
    const [feedId, cursor] = [feedOf(desk), desk.cursor]
    hub = await hub.restart()
    const again = await openDesk(cursor, feedId)
    await again.caughtUp()
    expect(again.frames[0]).toMatchObject({ feedId, reset: false })
    expect(again.changes.filter((change) => change.entity !== 'channel')).toEqual([])
  })
})
