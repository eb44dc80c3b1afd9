import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { beforeEach, describe, expect, it } from 'vitest'
import { v7 as newId } from 'uuid'

import type { Chat } from '#shared/domain/chat'
import type { ChatId, CommandId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import { localCacheChanges, type CacheChange } from './cache-changes'
import { CacheRepository } from './cache.repository'
import { DeskDatabase } from './database'
import { demoId, demoMessage, demoRows } from './demo-rows'
import { FeedRepository } from './feed.repository'
import { HistoryRepository } from './history.repository'
import { PruneRepository } from './prune.repository'

const T = Date.UTC(2026, 0, 12, 8, 0, 0)
const chat1 = demoId<ChatId>('chat', 1)
const chat2 = demoId<ChatId>('chat', 2)
const nobodyReads = () => false

let db: DeskDatabase
let prune: PruneRepository
let cache: CacheRepository
let feed: FeedRepository
let history: HistoryRepository
let told: CacheChange[]
let seq = 0

beforeEach(async () => {
  db = new DeskDatabase({ durability: 'strict', indexedDb: { indexedDB: new IDBFactory(), IDBKeyRange } })
  const changes = localCacheChanges()
  prune = new PruneRepository(db, changes)
  cache = new CacheRepository(db)
  feed = new FeedRepository(db, changes, newId)
  history = new HistoryRepository(db, changes)
  await feed.follow('feed', demoRows(T).me.id, false)
  told = []
  seq = 0
  changes.on((change) => told.push(change))
})

describe('shortening', () => {
  it('[O3] takes what is older and nothing else; the rest stands without a gap and says where it begins', async () => {
    await fill(closed(1), [said(1, 1, T - 30), said(2, 1, T - 20), said(3, 1, T - 10), said(4, 1, T)])
    expect(await prune.shorten([chat1], T - 10, nobodyReads)).toBe(2)
    expect(await textsOf(chat1)).toEqual(['3', '4'])
    expect(await history.readStart(chat1)).toMatchObject({ oldestAtMs: T - 10, isAtBeginning: false })
    expect(told.at(-1)).toEqual({ timelines: [chat1] })
    expect(await prune.shorten([chat1], T - 10, nobodyReads)).toBe(0)
  })

  it('[O3] goes on by page from the hub, and takes the page in without a gap', async () => {
    const all = [said(1, 1, T - 30), said(2, 1, T - 20), said(3, 1, T)]
    await fill(closed(1), all)
    await prune.shorten([chat1], T, nobodyReads)
    expect((await cache.readTimeline(chat1, 10)).hasOlder).toBe(true)
    await history.addPage(chat1, 'feed', all.slice(0, 2), false)
    expect(await textsOf(chat1)).toEqual(['1', '2', '3'])
    expect((await cache.readTimeline(chat1, 10)).hasOlder).toBe(false)
  })

  it('[O3] of a conversation that is empty here the next word begins it again, and an old one that changes does not', async () => {
    await fill(closed(1), [said(1, 1, T - 30), said(2, 1, T - 20)])
    await prune.shorten([chat1], T, nobodyReads)
    expect(await textsOf(chat1)).toEqual([])
    await feed.apply([change(20, { ...said(1, 1, T - 30), editedAtMs: T })], 20, true)
    expect(await textsOf(chat1)).toEqual([])
    await feed.apply([change(21, said(9, 1, T + 5))], 21, true)
    expect(await textsOf(chat1)).toEqual(['9'])
    expect(await history.readStart(chat1)).toMatchObject({ oldestAtMs: T + 5, isAtBeginning: false })
  })

  it('[O2] leaves whole what somebody has to do with: open, unread, pinned, drafted, and what is not sent', async () => {
    const open = {
      ...closed(1),
      case: { ...closed(1).case, state: { kind: 'queued', teamId: null, sinceMs: T } },
    } as const
    const pin = { agentId: demoRows(T).me.id, atMs: T }
    const kept: readonly Chat[] = [
      open,
      { ...closed(2), unread: 1 },
      { ...closed(3), case: { ...closed(3).case, pins: [pin] } },
      closed(4),
      closed(5),
    ]
    for (const [index, chat] of kept.entries()) await fill(chat, [said(index + 1, index + 1, T - 30)])
    await db.drafts.put({ chatId: demoId<ChatId>('chat', 4), text: 'недописано' })
    const messageId = newId() as MessageId
    const chatId = demoId<ChatId>('chat', 5)
    const content = { kind: 'text' as const, text: 'ждёт' }
    const args = { messageId, chatId, content, writtenAtMs: T }
    const id = newId() as CommandId
    await db.outbox.add({ id, chatId, messageId, command: { id, name: 'sendMessage', args } })
    expect(
      await prune.shorten(
        kept.map((chat) => chat.id),
        T,
        nobodyReads,
      ),
    ).toBe(0)
    expect(await db.messages.count()).toBe(5)
  })

  it('[O2] stops before an answer that the channel has not taken, and takes nothing of what is being read', async () => {
    const waiting = said(2, 1, T - 20, {
      direction: 'out',
      delivery: { state: 'failed', reason: 'spam', detail: null },
    })
    await fill(closed(1), [said(1, 1, T - 30), waiting, said(3, 1, T - 10)])
    await fill(closed(2), [said(4, 2, T - 30)])
    expect(await prune.shorten([chat1, chat2], T, (id) => id === chat2)).toBe(1)
    expect(await textsOf(chat1)).toEqual(['2', '3'])
    expect(await textsOf(chat2)).toEqual(['4'])
  })

  it('[O3] takes a long conversation in pieces, and all of one moment together', async () => {
    const first = Array.from({ length: 480 }, (_, index) => said(index + 1, 1, T - 1_000 + index))
    const moment = Array.from({ length: 40 }, (_, index) => said(1_000 + index, 1, T - 400))
    await fill(closed(1), [...first, ...moment, said(2_000, 1, T)])
    const gone: number[] = []
    for (let went = -1; went !== 0;) gone.push((went = await prune.shorten([chat1], T, nobodyReads)))
    expect(gone).toEqual([480, 40, 0])
    expect(await textsOf(chat1)).toEqual(['2000'])
  })

  it('[F3] tells the index of words which messages went', async () => {
    await fill(closed(1), [said(1, 1, T - 30), said(2, 1, T)])
    await db.textQueue.clear()
    await prune.shorten([chat1], T, nobodyReads)
    expect((await db.textQueue.toArray()).flatMap(({ ids }) => ids)).toEqual([said(1, 1, T).id])
  })
})

describe('the walk', () => {
  it('[O3] finds the conversations that begin before a time, and those in which nothing was said for longest', async () => {
    await fill(closed(1), [said(1, 1, T - 30)])
    await fill(closed(2), [said(2, 2, T - 20)])
    await fill(closed(3), [said(3, 3, T - 10)])
    const chat3 = demoId<ChatId>('chat', 3)
    expect(await prune.withOlder(T - 15, null, 2)).toEqual({ chatIds: [chat1, chat2], next: chat2 })
    expect(await prune.withOlder(T - 15, chat2, 2)).toEqual({ chatIds: [], next: null })
    const first = await prune.leastRecent(null, 2)
    expect(first.chatIds).toEqual([chat1, chat2])
    expect(await prune.leastRecent(first.next, 2)).toEqual({ chatIds: [chat3], next: null })
  })
})

function change(at: number, row: Message) {
  return { seq: at, entity: 'message', id: row.id, row } as const
}

async function fill(chat: Chat, messages: readonly Message[]): Promise<void> {
  const last = messages.at(-1)
  const lastMessage = last
    ? { id: last.id, atMs: last.atMs, direction: last.direction, content: last.content, delivery: last.delivery }
    : null
  const row = { ...chat, lastMessage, lastAtMs: last?.atMs ?? chat.lastAtMs }
  seq += 1
  await feed.apply([{ seq, entity: 'chat', id: row.id, row }, ...messages.map((each) => change(seq, each))], seq, true)
}

function closed(number: number): Chat {
  const [chat] = demoRows(T, 1).chats
  if (!chat) throw new Error('There is no row to start from')
  const state = { kind: 'closed', atMs: T, by: { kind: 'timeout' } } as const
  return { ...chat, id: demoId<ChatId>('chat', number), unread: 0, case: { ...chat.case, state } }
}

function said(number: number, chat: number, atMs: number, more: Partial<Message> = {}): Message {
  return demoMessage(number, chat, atMs, { content: { kind: 'text', text: String(number) }, ...more })
}

async function textsOf(id: ChatId): Promise<string[]> {
  const { messages } = await cache.readTimeline(id, 10_000)
  return messages.map(({ content }) => (content.kind === 'text' ? content.text : content.kind))
}
