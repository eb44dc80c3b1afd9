// Before Dexie, which looks for IndexedDB once.
import 'fake-indexeddb/auto'
import { describe, vi } from 'vitest'

import type * as Database from '../data/database'

/**
 * Everything that is tested of the cache, its repositories and the sync over them, once more on an encrypted one: the
 * same tests, with every database sealed that does not say otherwise.
 */
vi.mock('../data/database', async (load) => {
  const actual = await load<typeof Database>()
  const { testVaults } = await import('../data/sealing/testing/test-key')
  const vaults = testVaults()
  return {
    ...actual,
    DeskDatabase: class extends actual.DeskDatabase {
      constructor(options: ConstructorParameters<typeof actual.DeskDatabase>[0]) {
        super({ ...options, vaults: options.vaults ?? vaults })
      }
    },
  }
})

/** Each file stands by itself: what it does before and after its tests concerns nobody else's. */
const FILES: Readonly<Record<string, () => Promise<unknown>>> = {
  'cache.repository': () => import('../data/cache.repository.test'),
  strays: () => import('../data/strays.test'),
  'same-time': () => import('../data/same-time.test'),
  'view.repository': () => import('../data/view.repository.test'),
  'remark.repository': () => import('../data/remark.repository.test'),
  'forget-erased': () => import('../data/forget-erased.test'),
  'chat-indexer': () => import('./chat-indexer.test'),
  'desk-data': () => import('./desk-data.test'),
  'sync-engine.feed': () => import('./sync-engine.feed.test'),
  'sync-engine.history': () => import('./sync-engine.history.test'),
  'sync-engine.wishes': () => import('./sync-engine.wishes.test'),
  'sync-engine.model': () => import('./sync-engine.model.test'),
  cases: () => import('./cases.test'),
  'held-answers': () => import('./held-answers.test'),
}

for (const [name, load] of Object.entries(FILES)) {
  describe(`[I9] an encrypted cache: ${name}`, async () => {
    await load()
  })
}
