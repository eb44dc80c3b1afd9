import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { beforeEach, describe, expect, it } from 'vitest'
import { v7 as newId } from 'uuid'

import type { ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'
import { MAX_NEWS } from '#shared/domain/most-news'

import { localCacheChanges } from './cache-changes'
import { DeskDatabase } from './database'
import { demoId, demoMessage, demoRows } from './demo-rows'
import { FeedRepository } from './feed.repository'

const T = Date.UTC(2026, 0, 12, 8, 0, 0)
const chat1 = demoId<ChatId>('chat', 1)
const { me, chats } = demoRows(T)

let db: DeskDatabase
let feed: FeedRepository
let seq = 0

async function apply(...rows: readonly Message[]): Promise<void> {
  seq += 1
  await feed.apply(
    rows.map((row) => ({ seq, entity: 'message', id: row.id, row })),
    seq,
    true,
  )
}

/** As after a kill: the same rows, nothing in memory. */
function startAgain(): FeedRepository {
  feed = new FeedRepository(db, localCacheChanges(), newId)
  return feed
}

const untold = async (): Promise<readonly MessageId[]> => (await feed.readUntold()).map(({ id }) => id)
const numbered = (...numbers: readonly number[]) => numbers.map((number) => demoId<MessageId>('message', number))

beforeEach(async () => {
  db = new DeskDatabase({ durability: 'relaxed', indexedDb: { indexedDB: new IDBFactory(), IDBKeyRange } })
  startAgain()
  await feed.follow('feed', me.id, false)
  seq = 1
  await feed.apply(
    [
      ...chats.map((row) => ({ seq, entity: 'chat', id: row.id, row }) as const),
      { seq, entity: 'message', id: demoId('message', 1), row: demoMessage(1, 1, T) },
    ],
    seq,
    true,
  )
})

describe('[N5] of whom nobody was told', () => {
  it('stands with the rows, over a kill, but for what was there at first or is nobody’s news', async () => {
    await apply(
      demoMessage(2, 1, T),
      { ...demoMessage(3, 1, T), isHistory: true },
      { ...demoMessage(4, 1, T), content: { kind: 'deleted' } },
      demoMessage(5, 1, T, { direction: 'out' }),
    )
    await apply(demoMessage(6, 2, T))
    startAgain()
    expect(await untold()).toEqual(numbered(2, 6))
  })

  it('is struck off by the next batch, in its transaction', async () => {
    await apply(demoMessage(2, 1, T), demoMessage(3, 1, T))
    feed.noteTold(numbered(2))
    expect(await untold()).toEqual(numbered(3))
    // Whoever dies before a batch came asks main again.
    startAgain()
    expect(await untold()).toEqual(numbered(2, 3))
    feed.noteTold(numbered(2, 3))
    await apply(demoMessage(4, 1, T))
    startAgain()
    expect(await untold()).toEqual(numbered(4))
  })

  it('a batch that fails strikes nothing off', async () => {
    await apply(demoMessage(2, 1, T))
    feed.noteTold(numbered(2))
    await expect(feed.apply([{ seq: 9, entity: 'message', id: 'x', row: {} } as never], 9, true)).rejects.toThrow()
    startAgain()
    expect(await untold()).toEqual(numbered(2))
  })

  it('no more than main tells of at once, the latest', async () => {
    const numbers = Array.from({ length: MAX_NEWS + 5 }, (_, index) => index + 2)
    await apply(...numbers.map((number) => demoMessage(number, 1, T + number)))
    expect((await untold()).toSorted()).toEqual(numbered(...numbers.slice(5)))
  })

  it('stays where the same hub begins anew, and goes with another one', async () => {
    await apply(demoMessage(2, 1, T))
    await feed.follow('feed', me.id, true)
    expect((await db.meta.get('feed')) as unknown).toMatchObject({ cursor: 0, untold: numbered(2) })
    await feed.follow('another', me.id, true)
    expect((await db.meta.get('feed')) as unknown).toMatchObject({ cursor: 0, untold: [] })
  })

  it('what is not here any more is struck off', async () => {
    await apply(demoMessage(2, 1, T))
    await db.messages.clear()
    expect(await untold()).toEqual([])
    await apply(demoMessage(3, 1, T))
    startAgain()
    expect(await untold()).toEqual(numbered(3))
  })
})

describe('what is unread', () => {
  it('is read from the given time on, and only where the client wrote', async () => {
    const unread = chats.find(({ id }) => id === chat1)
    if (!unread) throw new Error('no demo rows')
    await apply(demoMessage(2, 1, T + 1), demoMessage(3, 1, T + 2), demoMessage(4, 1, T + 3))
    seq += 1
    await feed.apply([{ seq, entity: 'chat', id: chat1, row: { ...unread, unread: 2 } }], seq, true)
    const idsSince = async (sinceMs: number | null) => [
      ...((await feed.readUnread(new Map([[chat1, sinceMs]]))).get(chat1)?.ids ?? []),
    ]
    expect(await idsSince(T)).toEqual(numbered(4, 3))
    expect(await idsSince(T + 3)).toEqual(numbered(4))
    expect(await idsSince(null)).toEqual([])
  })

  it('of a chat that is not here nothing is answered', async () => {
    expect((await feed.readUnread(new Map([[demoId<ChatId>('chat', 99), T]]))).size).toBe(0)
  })
})
