import { SYNC_CLOSE } from '#shared/contract/sync'
import type { ChatId, MessageId } from '#shared/domain/ids'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { demoId } from '../data/demo-rows'
import { ModelHub } from './testing/model-hub'
import { TestDesk } from './testing/test-desk'

const chat1 = demoId<ChatId>('chat', 1)
const chat2 = demoId<ChatId>('chat', 2)
const T = Date.UTC(2026, 0, 12, 8, 0, 0)

let hub: ModelHub
let desk: TestDesk

beforeEach(() => {
  hub = new ModelHub()
  desk = new TestDesk(hub)
})

describe('following the feed', () => {
  it('[O1] fills an empty cache and tells nobody of it as news', async () => {
    hub.clientWrites(1, 1, T)
    await desk.start()
    const page = await desk.cache.readChatList({ filter: 'all', search: '', limit: 10 })
    expect({ ids: page.rows.map(({ id }) => id), isFirstFill: page.isFirstFill }).toEqual({
      ids: [chat1, chat2, demoId('chat', 3)],
      isFirstFill: false,
    })
    expect(await desk.cache.readUnreadTotal()).toBe(1)
    expect(desk.incoming).toEqual([])
    expect(await desk.cache.readMe()).toEqual({ agent: hub.me, own: hub.me })
    expect(desk.statuses).toEqual([{ kind: 'catchingUp' }, { kind: 'online' }])
  })

  it('announces a message that arrives, once, with its chat', async () => {
    await desk.start()
    const message = hub.clientWrites(1, 1, T)
    await desk.untilLive()
    hub.put({ ...message, externalId: 'later' })
    await desk.untilLive()
    expect(desk.incoming.map(({ chat, message: { id } }) => [chat.id, chat.unread, id])).toEqual([
      [chat1, 1, message.id],
    ])
  })

  it('announces what came while this desk was off, but not what a colleague has read', async () => {
    await desk.start()
    const later = desk.restart()
    const waiting = hub.clientWrites(1, 1, T)
    hub.clientWrites(2, 2, T)
    hub.changeChat(chat2, { unread: 0 })
    await later.start()
    await later.until('the news', () => later.incoming.length > 0)
    expect(later.incoming.map(({ message }) => message.id)).toEqual([waiting.id])
  })

  it('does not announce old messages that a channel brings in', async () => {
    await desk.start()
    hub.ingestOld(1, 1, T - 9_000_000)
    hub.clientWrites(2, 1, T)
    await desk.untilLive()
    await desk.until('the news', () => desk.incoming.length > 0)
    expect(desk.incoming.map(({ message }) => message.id)).toEqual([demoId('message', 2)])
  })

  it('counts the unread history of a new channel and announces none of it', async () => {
    await desk.start()
    hub.ingestUnreadHistory(1, 1, T)
    hub.clientWrites(2, 1, T + 1)
    await desk.untilLive()
    await desk.until('the news', () => desk.incoming.length > 0)
    expect(desk.incoming.map(({ message }) => message.id)).toEqual([demoId('message', 2)])
    expect(await desk.cache.readUnreadTotal()).toBe(2)
  })

  it('[O1] has no gap after a drop in the middle of a batch', async () => {
    for (let number = 1; number <= 20; number += 1) hub.clientWrites(number, 1, T + number)
    hub.framesUntilDrop = 5
    await desk.start()
    const { messages } = await desk.cache.readTimeline(chat1, 100)
    expect(messages.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => demoId('message', index + 1)))
  })

  it('[O1] keeps rows and cursor together when the cache fails half-way', async () => {
    await desk.start()
    const before = await desk.feed.readPosition()
    const broken = vi.spyOn(desk.db.chats, 'bulkPut').mockRejectedValueOnce(new Error('disk'))
    hub.clientWrites(1, 1, T)
    await desk.until('the failure', () => desk.engine.state.kind !== 'live')
    expect(await desk.feed.readPosition()).toEqual(before)
    expect(await desk.readLines(chat1)).toEqual([])
    expect(broken).toHaveBeenCalledTimes(1)
    await desk.untilLive()
    expect(await desk.readLines(chat1)).toHaveLength(1)
  })

  it('[O1] empties the cache for another database and keeps what was written here', async () => {
    await desk.start()
    hub.clientWrites(1, 1, T)
    await desk.untilLive()
    await desk.drafts.saveDraft(chat2, { text: 'Почти готово\nи ещё', images: [] })
    hub.isDown = true
    hub.dropAll()
    await desk.outbox.sendText(chat1, 'Доброе утро')
    hub.replaceDatabase()
    hub.isDown = false
    await desk.untilSettled()
    expect(await desk.readLines(chat1)).toEqual(['Доброе утро (sent)'])
    expect(hub.sent).toHaveLength(1)
    expect(await desk.drafts.readDraft(chat2)).toEqual({ text: 'Почти готово\nи ещё', images: [] })
    expect((await desk.cache.readChat(chat2))?.draftText).toBe('Почти готово')
    expect(await desk.cache.readUnreadTotal()).toBe(0)
  })

  it('[M23] shows as failed what the replaced hub had accepted and the new one does not know', async () => {
    await desk.start()
    hub.framesUntilDrop = 0
    await desk.outbox.sendText(chat1, 'Было принято')
    await desk.until('the command', () => hub.sent.length === 1)
    const pending = await desk.db.outbox.toArray()
    await desk.feed.settle(pending[0]!.id, null)
    hub.replaceDatabase()
    await desk.untilSettled()
    expect(await desk.readLines(chat1)).toEqual(['Было принято (failed)'])
  })

  it('takes the snapshot again when the hub says that the cursor is too old', async () => {
    await desk.start()
    hub.clientWrites(1, 1, T)
    await desk.untilLive()
    hub.mustReset = true
    hub.dropAll()
    await desk.untilLive()
    expect(await desk.readLines(chat1)).toHaveLength(1)
    expect(desk.incoming).toHaveLength(1)
  })
})

describe('the connection', () => {
  it('says since when it is offline, and comes back by itself', async () => {
    await desk.start()
    const sinceMs = desk.clock.now()
    hub.isDown = true
    hub.dropAll()
    expect(desk.statuses.at(-1)).toEqual({ kind: 'offline', sinceMs })
    await desk.clock.advanceAsync(20_000)
    expect(desk.statuses.at(-1)).toEqual({ kind: 'offline', sinceMs })
    hub.isDown = false
    await desk.untilLive()
    expect(desk.statuses.slice(-2)).toEqual([{ kind: 'catchingUp' }, { kind: 'online' }])
  })

  it('tries at once when the network is back', async () => {
    hub.isDown = true
    desk.connect()
    await desk.until('a failure', () => desk.engine.state.kind === 'waiting')
    hub.isDown = false
    desk.engine.handleOnline()
    expect(desk.engine.state).toEqual({ kind: 'connecting', attempt: 0 })
    await desk.untilLive()
  })

  it('moves to a restarted hub at once', async () => {
    await desk.start()
    desk.engine.setHub({ url: 'http://127.0.0.1:2', secret: 'other' })
    expect(desk.engine.state).toEqual({ kind: 'connecting', attempt: 0 })
    await desk.untilLive()
    desk.engine.setHub({ url: 'http://127.0.0.1:2', secret: 'other' })
    expect(desk.engine.state).toEqual({ kind: 'live' })
  })

  it('gives up a hub that is silent', async () => {
    await desk.start()
    hub.isSilent = true
    await desk.clock.advanceAsync(29_000)
    expect(desk.statuses.at(-1)).toEqual({ kind: 'online' })
    await desk.clock.advanceAsync(2_000)
    expect(desk.statuses.at(-1)?.kind).toBe('offline')
  })

  it('stops at a hub of another protocol', async () => {
    hub.protocol = 99
    desk.connect()
    await desk.until('a verdict', () => desk.engine.state.kind === 'outdated')
    expect(desk.statuses).toEqual([{ kind: 'outdated' }])
    expect(desk.clock.pendingTimers).toBe(0)
  })

  it('stops when the hub refuses this desk’s protocol', async () => {
    await desk.start()
    hub.closeWith(SYNC_CLOSE.protocolMismatch)
    expect(desk.engine.state).toEqual({ kind: 'outdated' })
  })

  it('leaves no timer behind when disposed', async () => {
    await desk.start()
    desk.engine.dispose()
    desk.engine.dispose()
    expect(desk.clock.pendingTimers).toBe(0)
  })

  it('[M14] tells of typing at most every three seconds', async () => {
    await desk.start()
    for (let second = 0; second < 7; second += 1) {
      desk.engine.sendTyping(chat1)
      desk.clock.advance(1000)
    }
    expect(hub.typing).toEqual([chat1, chat1, chat1])
    hub.typesInChat(chat1, 'Анна')
    expect(desk.typing).toEqual(['Анна'])
  })
})

describe('wishes', () => {
  it('[O2] shows three messages written offline at once and sends them in order', async () => {
    await desk.start()
    hub.isDown = true
    hub.dropAll()
    await desk.outbox.sendText(chat1, 'один')
    await desk.outbox.sendText(chat1, 'два')
    await desk.outbox.sendText(chat1, 'три')
    expect(await desk.readLines(chat1)).toEqual(['один (local)', 'два (local)', 'три (local)'])
    const [first] = (await desk.cache.readChatList({ filter: 'all', search: '', limit: 1 })).rows
    expect(first?.lastMessage).toMatchObject({ content: { kind: 'text', text: 'три' }, delivery: { state: 'local' } })
    hub.isDown = false
    await desk.untilSettled()
    expect(hub.sent.map(({ content }) => content)).toEqual(
      ['один', 'два', 'три'].map((text) => ({ kind: 'text', text })),
    )
    expect(await desk.readLines(chat1)).toEqual(['один (sent)', 'два (sent)', 'три (sent)'])
  })

  it('[O2] survives a kill between Send and the hub', async () => {
    await desk.start()
    hub.isDown = true
    hub.dropAll()
    await desk.outbox.sendText(chat1, 'важное')
    const later = desk.restart()
    expect(await later.readLines(chat1)).toEqual(['важное (local)'])
    hub.isDown = false
    await later.start()
    await later.untilSettled()
    expect(hub.sent).toHaveLength(1)
  })

  it('[M23] sends again after a lost outcome, and the hub applies it once', async () => {
    await desk.start()
    hub.losesOutcomes = true
    await desk.outbox.sendText(chat1, 'раз')
    await desk.until('the command', () => hub.sent.length === 1)
    hub.losesOutcomes = false
    hub.dropAll()
    await desk.untilSettled()
    expect(hub.commands.map(({ id }) => id)).toEqual([hub.commands[0]?.id, hub.commands[0]?.id])
    expect(hub.sent).toHaveLength(1)
    expect(await desk.readLines(chat1)).toEqual(['раз (sent)'])
  })

  it('[M23] shows a refused message as failed, keeps its words and sends it again when told', async () => {
    await desk.start()
    hub.refusalOf = ({ name }) => (name === 'sendMessage' ? { reason: 'tooLong', detail: '1000' } : null)
    const id = await desk.outbox.sendText(chat1, 'слишком длинно')
    await desk.untilSettled()
    expect(await desk.readLines(chat1)).toEqual(['слишком длинно (failed)'])
    expect(desk.refused).toEqual([])
    hub.refusalOf = () => null
    await desk.outbox.retryMessage(id)
    expect(await desk.readLines(chat1)).toEqual(['слишком длинно (local)'])
    await desk.untilSettled()
    expect(hub.sent.map((message) => message.id)).toEqual([id])
  })

  it('takes a refused wish back and tells why', async () => {
    await desk.start()
    hub.refusalOf = () => ({ reason: 'unsupported', detail: null })
    await desk.outbox.blockClient(chat1, 'spam')
    expect((await desk.cache.readChat(chat1))?.access).toEqual({ kind: 'blocked' })
    await desk.untilSettled()
    expect((await desk.cache.readChat(chat1))?.access).toEqual({ kind: 'open' })
    expect(desk.refused).toEqual([{ chatId: chat1, command: 'blockClient', reason: 'unsupported' }])
  })

  it('[M23] uploads a picture before its message, as often as it takes; other chats do not wait', async () => {
    await desk.start()
    hub.failingUploads = 2
    const id = await desk.outbox.sendImage(chat1, { blob: new Blob(['12345'], { type: 'image/png' }), name: 'a.png' })
    await desk.outbox.sendText(chat1, 'после картинки')
    await desk.outbox.sendText(chat2, 'другой чат')
    expect((await desk.cache.readLocalImage(id))?.size).toBe(5)
    await desk.untilSettled()
    const order = hub.sent.map(({ content }) => (content.kind === 'text' ? content.text : content.kind))
    expect(order).toEqual(['другой чат', 'image', 'после картинки'])
    expect([...hub.uploads.values()]).toEqual([5])
    expect(await desk.cache.readLocalImage(id)).toBeNull()
  })

  it('takes a message that is still here out of the outbox', async () => {
    await desk.start()
    hub.isDown = true
    hub.dropAll()
    const id = await desk.outbox.sendText(chat1, 'передумал')
    await desk.outbox.discardMessage(id)
    expect(await desk.readLines(chat1)).toEqual([])
    expect((await desk.cache.readChat(chat1))?.lastMessage).toBeNull()
    hub.isDown = false
    await desk.untilSettled()
    expect(hub.sent).toEqual([])
    expect(desk.refused).toEqual([])
  })

  it('discards at the hub what it took while its outcome was lost', async () => {
    await desk.start()
    hub.losesOutcomes = true
    const id = await desk.outbox.sendText(chat1, 'передумал')
    await desk.until('the row', async () => (await desk.readLines(chat1))[0] === 'передумал (sent)')
    hub.put({ ...hub.sent[0]!, delivery: { state: 'queued', nextTryAtMs: null } })
    await desk.untilLive()
    await desk.outbox.discardMessage(id)
    expect(await desk.readLines(chat1)).toEqual([])
    hub.losesOutcomes = false
    hub.dropAll()
    await desk.untilSettled()
    expect(hub.messages).toEqual([])
    expect(await desk.readLines(chat1)).toEqual([])
  })

  it('shows a chat as read at once, and as unread when more comes before the hub knows', async () => {
    await desk.start()
    hub.clientWrites(1, 1, T)
    await desk.untilLive()
    hub.losesCommands = true
    await desk.outbox.markRead(chat1)
    await desk.outbox.markRead(chat1)
    expect(await desk.cache.readUnreadTotal()).toBe(0)
    expect(await desk.cache.countPending()).toBe(1)
    hub.clientWrites(2, 1, T + 1)
    await desk.untilLive()
    expect((await desk.cache.readChat(chat1))?.unread).toBe(2)
  })
})

describe('older messages', () => {
  it('come page by page until the beginning', async () => {
    for (let number = 1; number <= 7; number += 1) hub.plantHistory(number, 1, T + number)
    await desk.start()
    hub.clientWrites(8, 1, T + 8)
    await desk.untilLive()
    const counts: [string, number, boolean][] = []
    for (let page = 0; page < 3; page += 1) {
      const answer = await desk.engine.loadOlder(chat1)
      const { messages, hasOlder } = await desk.cache.readTimeline(chat1, 100)
      counts.push([answer, messages.length, hasOlder])
    }
    expect(counts).toEqual([
      ['loaded', 6, true],
      ['loaded', 8, false],
      ['atBeginning', 8, false],
    ])
    expect(desk.incoming).toHaveLength(1)
  })

  it('are not cached one by one: a changed old message leaves no gap', async () => {
    hub.plantHistory(1, 1, T - 9_000_000)
    hub.plantHistory(2, 1, T - 8_000_000)
    await desk.start()
    hub.clientWrites(3, 1, T)
    await desk.untilLive()
    hub.put({ ...hub.messages[0]!, externalId: 'changed' })
    await desk.untilLive()
    expect(await desk.readLines(chat1)).toHaveLength(1)
    expect(await desk.engine.loadOlder(chat1)).toBe('loaded')
    expect((await desk.cache.readTimeline(chat1, 10)).messages.map(({ externalId }) => externalId)).toEqual([
      'changed',
      'demo-2',
      'demo-3',
    ])
  })

  it('do not include one that is only late: it is shown and announced', async () => {
    await desk.start()
    await desk.outbox.sendText(chat1, 'ответ')
    await desk.untilSettled()
    hub.clientWritesNow(1, T)
    await desk.until('the news', () => desk.incoming.length === 1)
    expect(await desk.readLines(chat1)).toHaveLength(2)
  })

  it('begin with the newest: a changed old message of a chat that was never opened is left to its page', async () => {
    hub.plantHistory(1, 1, T - 9_000_000)
    hub.plantHistory(2, 1, T - 8_000_000)
    const last = { id: demoId<MessageId>('message', 2), atMs: T - 8_000_000, direction: 'in' as const }
    hub.changeChat(chat1, { lastMessage: { ...last, content: { kind: 'text', text: '' }, delivery: null } })
    await desk.start()
    hub.put({ ...hub.messages[0]!, externalId: 'changed' })
    await desk.untilLive()
    expect(await desk.readLines(chat1)).toEqual([])
    await desk.engine.loadOlder(chat1)
    expect(await desk.readLines(chat1)).toHaveLength(2)
  })

  it('cannot come without a hub', async () => {
    expect(await desk.engine.loadOlder(chat1)).toBe('offline')
  })
})
