import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, it } from 'vitest'

import type { ChatId } from '#shared/domain/ids'

import { CacheHealth, type CacheTrouble } from './cache-health'
import { DeskDatabase, MIGRATIONS } from './database'
import { demoId } from './demo-rows'

function desk(indexedDB: IDBFactory, storage = fakeStorage()) {
  const db = new DeskDatabase({ durability: 'relaxed', indexedDb: { indexedDB, IDBKeyRange } })
  const told: (CacheTrouble | null)[] = []
  const health = new CacheHealth(db, storage, (error) => {
    throw error
  })
  health.observe((trouble) => told.push(trouble))
  return { db, health, told, storage }
}

it('is silent at the first start and at every later one with the same database', async () => {
  const disk = new IDBFactory()
  const { db, health, told, storage } = desk(disk)
  await health.check()
  await db.meta.put({ key: 'desk', deskId: 'desk-1' })
  await health.check()
  db.close()
  const next = desk(disk, storage)
  await next.health.check()
  expect([...told, ...next.told]).toEqual([null, null])
})

it('tells that the database was lost, once', async () => {
  const { db, health, storage } = desk(new IDBFactory())
  await db.meta.put({ key: 'desk', deskId: 'desk-1' })
  await health.check()
  const wiped = desk(new IDBFactory(), storage)
  await wiped.health.check()
  expect(wiped.told).toEqual([null, 'lost'])
  const after = desk(new IDBFactory(), storage)
  await after.health.check()
  expect(after.told).toEqual([null])
})

it('tells that it cannot be opened', async () => {
  const disk = new IDBFactory()
  disk.open = () => {
    throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError')
  }
  const { health, told } = desk(disk)
  await health.check()
  await health.check()
  expect(told).toEqual([null, 'unreadable'])
})

it('[O3] tells that it has closed, and that it is open again', () => {
  const { health, told } = desk(new IDBFactory())
  health.handleOpened()
  health.handleError(new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError'))
  health.handleOpened()
  expect(told).toEqual([null, 'closed', null])
})

it('[O3] tells that there is no room, also as the worker found it, until something fits again', () => {
  const { health, told } = desk(new IDBFactory())
  const refused = Object.assign(new Error('aborted'), { inner: new DOMException('no room', 'QuotaExceededError') })
  health.handleError(refused)
  health.handleRoom(false)
  health.handleRoom(true)
  health.handleRoom(false)
  expect(told).toEqual([null, 'full', null, 'full'])
})

it('[O3] is not well again for the room alone', () => {
  const { health, told } = desk(new IDBFactory())
  health.handleError(new DOMException('Internal error', 'UnknownError'))
  health.handleRoom(true)
  expect(told).toEqual([null, 'unreadable'])
})

it('[O2] tells of one that a newer version has kept, and leaves it alone', async () => {
  const disk = new IDBFactory()
  const indexedDb = { indexedDB: disk, IDBKeyRange }
  const next = { version: MIGRATIONS.length + 1, stores: { drafts: 'chatId, savedAtMs' } }
  const newer = () => new DeskDatabase({ durability: 'relaxed', indexedDb, migrations: [...MIGRATIONS, next] })
  const draft = { chatId: demoId<ChatId>('chat', 1), text: 'не дописал' }
  const kept = newer()
  await kept.drafts.put(draft)
  kept.close()
  const { db, health, told } = desk(disk)
  await health.check()
  expect(told).toEqual([null, 'newer'])
  await expect(db.drafts.clear()).rejects.toThrow('Expected a cache of version')
  db.close()
  const again = newer()
  expect(await again.drafts.toArray()).toEqual([draft])
  again.close()
})

it('tells of one that does not open, until it does', () => {
  const { health, told } = desk(new IDBFactory())
  health.handleSlow()
  health.handleOpened()
  health.handleSlow()
  expect(told).toEqual([null, 'unreadable', null])
})

it.each<[string, unknown, readonly (CacheTrouble | null)[]]>([
  ['a full disk', { name: 'OpenFailedError', inner: new DOMException('', 'QuotaExceededError') }, [null, 'full']],
  ['a row that cannot be read', new DOMException('', 'DataError'), [null]],
  ['no error at all', null, [null]],
])('judges %s', (_what, error, expected) => {
  const { health, told } = desk(new IDBFactory())
  health.handleError(error)
  expect(told).toEqual(expected)
})

function fakeStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const items = new Map<string, string>()
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  }
}
