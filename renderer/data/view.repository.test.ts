import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, it } from 'vitest'

import { localCacheChanges, type CacheChange } from './cache-changes'
import { NO_FILTERS } from './chat-filters'
import { DeskDatabase, MIGRATIONS } from './database'
import { FeedRepository } from './feed.repository'
import { demoId } from './demo-rows'
import type { SavedView } from './saved-view'
import { ViewRepository } from './view.repository'

const couriers: SavedView = {
  id: 'view-1',
  name: 'Курьеры',
  place: 'chats',
  filter: 'unread',
  search: 'иван',
  filters: { ...NO_FILTERS, subjects: ['Водитель-курьер'], fromDay: '2026-11-01' },
  savedAtMs: 5,
}

it('[F2] keeps saved views over a restart and over another hub’s feed; renames and removes them', async () => {
  const indexedDb = { indexedDB: new IDBFactory(), IDBKeyRange }
  const first = new DeskDatabase({ durability: 'strict', indexedDb })
  const told: CacheChange[] = []
  const changes = localCacheChanges()
  changes.on((change) => told.push(change))
  const views = new ViewRepository(first, changes)
  await views.saveView(couriers)
  await views.saveView({ ...couriers, id: 'view-0', name: 'Старые', savedAtMs: 4 })
  await new FeedRepository(first, localCacheChanges(), () => 'id').follow('another', demoId('agent', 1), true)
  first.close()

  const again = new ViewRepository(new DeskDatabase({ durability: 'strict', indexedDb }), changes)
  expect((await again.readViews()).map(({ name }) => name)).toEqual(['Старые', 'Курьеры'])
  await again.saveView({ ...couriers, name: 'Курьеры ноября' })
  await again.removeView('view-0')
  expect(await again.readViews()).toEqual([{ ...couriers, name: 'Курьеры ноября' }])
  expect(told).toEqual(Array.from({ length: 4 }, () => ({ views: true })))
})

it('[F2] comes to a desk of version 2 without touching what it holds', async () => {
  const indexedDb = { indexedDB: new IDBFactory(), IDBKeyRange }
  const old = new DeskDatabase({ durability: 'strict', indexedDb, migrations: MIGRATIONS.slice(0, 2) })
  await old.drafts.put({ chatId: demoId('chat', 1), text: 'не дописал' })
  await old.meta.put({ key: 'feed', feedId: 'feed-1', cursor: 41, me: demoId('agent', 1), isFilled: true })
  old.close()

  const db = new DeskDatabase({ durability: 'strict', indexedDb, migrations: MIGRATIONS.slice(0, 3) })
  expect(await db.drafts.toArray()).toEqual([{ chatId: demoId('chat', 1), text: 'не дописал' }])
  expect(await db.meta.get('feed')).toMatchObject({ cursor: 41, isFilled: true })
  expect(await new ViewRepository(db, localCacheChanges()).readViews()).toEqual([])
})
