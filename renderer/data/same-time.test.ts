import type { ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { v7 as newId } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'

import { localCacheChanges } from './cache-changes'
import { CacheRepository } from './cache.repository'
import { DeskDatabase } from './database'
import { demoId, demoMessage, demoRows } from './demo-rows'
import { FeedRepository } from './feed.repository'
import { HistoryRepository } from './history.repository'

const AT = Date.UTC(2026, 0, 12, 9)
const COUNT = 75
const chat1 = demoId<ChatId>('chat', 1)
const [chat] = demoRows(AT, 1).chats
/** All of one second, the newest with the highest id, and one of the second before. */
const messages: readonly Message[] = [
  demoMessage(1, 1, AT - 1000),
  ...Array.from({ length: COUNT }, (_, index) => demoMessage(index + 2, 1, AT)),
]
const newest = messages.at(-1)

let db: DeskDatabase
let cache: CacheRepository
let feed: FeedRepository
let history: HistoryRepository
let seq: number

beforeEach(async () => {
  db = new DeskDatabase({ durability: 'relaxed', indexedDb: { indexedDB: new IDBFactory(), IDBKeyRange } })
  const changes = localCacheChanges()
  cache = new CacheRepository(db)
  feed = new FeedRepository(db, changes, newId)
  history = new HistoryRepository(db, changes)
  seq = 0
  await feed.follow('feed', demoRows(AT, 1).me.id, false)
})

type Change = Parameters<FeedRepository['apply']>[0][number]

async function apply(rows: readonly DistributiveOmit<Change, 'seq'>[]): Promise<void> {
  seq += 1
  await feed.apply(
    rows.map((row) => ({ ...row, seq })),
    seq,
    true,
  )
}

/** The first snapshot: the chat with these of its messages. */
async function fill(held: readonly Message[]): Promise<void> {
  if (!chat || !newest) throw new Error('no demo rows')
  const { id, atMs, direction, content, delivery } = newest
  const row = { ...chat, lastMessage: { id, atMs, direction, content, delivery }, lastAtMs: AT, unread: 1 }
  await apply([{ entity: 'chat', id: chat1, row }, ...held.map(rowOf)])
}

const rowOf = (row: Message) => ({ entity: 'message', id: row.id, row }) as const

describe('many messages of one time', () => {
  it.each([1, 10, COUNT - 1, COUNT, COUNT + 1])('the newest %i are those with the highest ids', async (limit) => {
    await fill(messages)
    const page = await cache.readTimeline(chat1, limit)
    expect(page.messages.map(({ id }) => id)).toEqual(messages.slice(-limit).map(({ id }) => id))
  })

  it('[N5] the unread one is the newest of them', async () => {
    await fill(messages)
    const unread = await feed.readUnread(new Map([[chat1, AT]]))
    expect(unread.get(chat1)?.ids).toEqual(new Set([newest?.id]))
  })

  it('takes what the hub puts below the first of them', async () => {
    await fill(messages.slice(-20))
    // History of the same second: older ids under later changes.
    await apply(messages.slice(1, -20).toReversed().map(rowOf))
    const page = await cache.readTimeline(chat1, COUNT)
    expect(page.messages.map(({ id }) => id)).toEqual(messages.slice(-COUNT).map(({ id }) => id))
  })

  it('does not begin a chat with what is older than its last message, however late it comes', async () => {
    await fill([])
    const late = demoMessage(900, 1, AT - 5000)
    await apply([late, ...messages.slice(1, -1)].map(rowOf))
    expect((await cache.readTimeline(chat1, 10)).messages).toEqual([])
    await apply(messages.slice(-1).map(rowOf))
    expect(await history.readStart(chat1)).toMatchObject({ oldestId: newest?.id, isAtBeginning: false })
  })

  it('goes on before the oldest of them when the start of the cache is removed', async () => {
    await fill([])
    await history.addPage(chat1, 'feed', messages.slice(1).toReversed(), true)
    const start = messages[1]?.id ?? ('' as MessageId)
    expect((await history.readStart(chat1))?.oldestId).toBe(start)
    await apply([{ entity: 'message', id: start, row: null }])
    expect((await history.readStart(chat1))?.oldestId).toBe(messages[2]?.id)
  })
})

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
