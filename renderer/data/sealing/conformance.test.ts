// Before Dexie, which looks for IndexedDB once.
import 'fake-indexeddb/auto'
import { describe, vi } from 'vitest'

import type * as Database from '../database'

/**
 * Everything that is tested of the cache, its repositories and the sync over them, once more on an encrypted one: the
 * same tests, with every database sealed that does not say otherwise.
 */
vi.mock('../database', async (load) => {
  const actual = await load<typeof Database>()
  const { testVaults } = await import('./testing/test-key')
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
  'cache.repository': () => import('../cache.repository.test'),
  strays: () => import('../strays.test'),
  'same-time': () => import('../same-time.test'),
  'view.repository': () => import('../view.repository.test'),
  'remark.repository': () => import('../remark.repository.test'),
  'forget-erased': () => import('../forget-erased.test'),
  'chat-indexer': () => import('../../sync/chat-indexer.test'),
  'desk-data': () => import('../../sync/desk-data.test'),
  'sync-engine.feed': () => import('../../sync/sync-engine.feed.test'),
  'sync-engine.history': () => import('../../sync/sync-engine.history.test'),
  'sync-engine.wishes': () => import('../../sync/sync-engine.wishes.test'),
  'sync-engine.model': () => import('../../sync/sync-engine.model.test'),
  cases: () => import('../../sync/cases.test'),
  'held-answers': () => import('../../sync/held-answers.test'),
}

for (const [name, load] of Object.entries(FILES)) {
  describe(`[I9] an encrypted cache: ${name}`, async () => {
    await load()
  })
}
