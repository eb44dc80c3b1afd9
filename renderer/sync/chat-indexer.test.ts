import type { Chat } from '#shared/domain/chat'
import type { ChatId } from '#shared/domain/ids'
import { silentLogger } from '#shared/lib/logger'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, it, vi } from 'vitest'

import { CacheRepository } from '../data/cache.repository'
import { NO_FILTERS } from '../data/chat-filters'
import { DeskDatabase } from '../data/database'
import { demoId, demoRows } from '../data/demo-rows'
import { IndexSourceRepository } from '../data/index-source.repository'
import { PendingWishes, toChatEntry } from '../data/shown-rows'
import { ChatIndexer } from './chat-indexer'
import { ListReader } from './list-reader'

const QUERY = { scope: { kind: 'all' }, search: 'искомый', filters: null, limit: 10 } as const
const id = (number: number) => demoId<ChatId>('chat', number)

/** Counts what it is told; whoever waits for a number of times waits for nothing else, and no clock is asked. */
function makeBell() {
  let times = 0
  const waiting = new Map<number, () => void>()
  return {
    ring: () => {
      times += 1
      waiting.get(times)?.()
    },
    rang: (wanted: number) =>
      new Promise<void>((resolve) => {
        if (times >= wanted) resolve()
        else waiting.set(wanted, resolve)
      }),
    get times() {
      return times
    },
  }
}

async function makeRig(count: number, page?: number) {
  const db = new DeskDatabase({
    durability: 'relaxed',
    indexedDb: { indexedDB: new IDBFactory(), IDBKeyRange },
  })
  const [demo] = demoRows(0, 1).chats
  const put = async (...chats: readonly Partial<Chat>[]) => {
    const rows = chats.map((change) => ({ ...demo!, ...change }))
    await db.chats.bulkPut(rows.map((row) => toChatEntry(row, new PendingWishes([]), null, null)))
  }
  await put(...Array.from({ length: count }, (_, at) => ({ id: id(at + 1), clientName: 'Гость', lastAtMs: at })))
  const source = new IndexSourceRepository(db)
  const [indexed, failed] = [makeBell(), makeBell()]
  const indexer = new ChatIndexer({
    source,
    logger: silentLogger,
    onIndexed: indexed.ring,
    onFailed: failed.ring,
    ...(page === undefined ? {} : { page }),
  })
  return { db, put, source, indexer, indexed, failed }
}

it('[F1] is built page by page, answers nothing before, and knows what changed meanwhile', async () => {
  const { indexer, put, source, indexed } = await makeRig(25, 10)
  const readPage = vi.spyOn(source, 'readPage')
  indexer.build()
  expect(indexer.find(QUERY)).toBeNull()
  await put({ id: id(7), clientName: 'Искомый Лев' }, { id: id(26), clientName: 'Искомый Пётр' })
  indexer.handleChange({ chats: [id(7), id(26)] })
  await indexed.rang(1)
  expect(readPage.mock.calls.length).toBe(3)
  expect(new Set(indexer.find(QUERY)?.ids)).toEqual(new Set([id(7), id(26)]))
})

it('[F1] follows changes, and begins anew when everything may be different', async () => {
  const { db, indexer, put, indexed } = await makeRig(5)
  indexer.build()
  await indexed.rang(1)
  await put({ id: id(3), clientName: 'Искомый' })
  indexer.handleChange({ chats: [id(3)] })
  await indexed.rang(2)
  expect(indexer.find(QUERY)).toEqual({ ids: [id(3)], hasMore: false })
  await db.chats.delete(id(3))
  indexer.handleChange({ chats: [id(3)] })
  await indexed.rang(3)
  expect(indexer.find(QUERY)?.ids).toEqual([])
  await put({ id: id(4), clientName: 'Искомый' })
  indexer.handleChange({ everything: true })
  expect(indexer.find(QUERY)).toBeNull()
  expect((await indexer.options()).subjects).toHaveLength(1)
  expect(indexer.find(QUERY)?.ids).toEqual([id(4)])
})

it('[F1] says that it failed when the chats cannot be read', async () => {
  const { db, indexer, failed } = await makeRig(1)
  db.close()
  indexer.build()
  await failed.rang(1)
  expect(failed.times).toBe(1)
  expect(indexer.find(QUERY)).toBeNull()
})

it('[F1] [F2] lists the same by the scan as by the index', async () => {
  const { db, indexer, indexed: bell, put } = await makeRig(0)
  await put(
    { id: id(1), clientName: 'Иванов Лев', unread: 0, lastAtMs: 1 },
    { id: id(2), clientName: 'Иванова Анна', unread: 2, lastAtMs: 5 },
    { id: id(3), clientName: 'Ivanov Oleg', unread: 1, lastAtMs: 3 },
    { id: id(4), clientName: 'Петров', unread: 1, lastAtMs: 4 },
  )
  await db.meta.put({ key: 'feed', feedId: 'f', cursor: 1, me: demoId('agent', 1), isFilled: true })
  const cache = new CacheRepository(db)
  const scan = new ListReader(cache, { find: async () => null, fetchOptions: async () => null })
  const indexed = new ListReader(cache, {
    find: async (query) => indexer.find(query),
    fetchOptions: () => indexer.options(),
  })
  indexer.build()
  await bell.rang(1)
  const queries = [
    { filter: 'all', search: 'иванов', limit: 10 },
    { filter: 'unread', search: 'иванов', limit: 1 },
    { filter: 'all', search: '', limit: 10, filters: { ...NO_FILTERS, isUnread: true } },
    { filter: 'all', search: 'ни', limit: 10, filters: { ...NO_FILTERS, isUnread: true } },
  ] as const
  for (const query of queries) expect(await indexed.read(query)).toEqual(await scan.read(query))
  expect((await indexed.read(queries[0])).rows.map(({ clientName }) => clientName)).toEqual([
    'Иванов Лев',
    'Иванова Анна',
    'Ivanov Oleg',
  ])
  expect(await indexed.readFilterOptions()).toEqual(await scan.readFilterOptions())
})
