import type { SearchWorkerLike } from './search-host'
import type { TextWorkerLike } from './text-host'
import type { WorkerLike } from './worker-host'

/** The pattern of this call is what the bundler looks for: a literal URL beside `import.meta.url`. */
export function createSyncWorker(): WorkerLike {
  return new Worker(new URL('./sync.worker.ts', import.meta.url), { type: 'module', name: 'otklik-sync' })
}

export function createSearchWorker(): SearchWorkerLike {
  return new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module', name: 'otklik-search' })
}

export function createTextWorker(): TextWorkerLike {
  return new Worker(new URL('./text.worker.ts', import.meta.url), { type: 'module', name: 'otklik-text' })
}
