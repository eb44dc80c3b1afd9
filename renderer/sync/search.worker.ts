import { describeError } from '#shared/lib/logger'

import { broadcastCacheChanges } from '../data/cache-changes'
import { DeskDatabase } from '../data/database'
import { vaultsOf, type CacheKey } from '../data/sealing/cache-key'
import { IndexSourceRepository } from '../data/index-source.repository'
import { ChatIndexer } from './chat-indexer'
import { postedLogger } from './posted-logger'
import type { FromSearch, ToSearch } from './search-messages'

/** The part of a dedicated worker's global scope that is used; the project compiles with the window's types. */
interface WorkerScope {
  postMessage(message: FromSearch): void
  addEventListener(type: 'message', listener: (event: MessageEvent<ToSearch>) => void): void
  addEventListener(type: 'unhandledrejection', listener: (event: PromiseRejectionEvent) => void): void
}

const scope = self as unknown as WorkerScope
const logger = postedLogger((level, message, context) => {
  scope.postMessage({ type: 'log', level, message, context })
})
let indexer: ChatIndexer | null = null

scope.addEventListener('message', ({ data }) => {
  if (data.type === 'start') indexer = start(data.databaseName, data.key)
  else if (data.type === 'find') {
    const { requestId, query } = data
    scope.postMessage({ type: 'found', requestId, answer: indexer?.find(query) ?? null })
  } else void tellOptions(data.requestId)
})
scope.addEventListener('unhandledrejection', (event) => {
  logger.error('a promise was rejected and nobody looked', { error: describeError(event.reason) })
})

function start(databaseName: string, key: CacheKey | null): ChatIndexer {
  const db = new DeskDatabase({ name: databaseName, durability: 'relaxed', vaults: key && vaultsOf(key) })
  const changes = broadcastCacheChanges(databaseName, (error) => {
    logger.error('a listener of cache changes failed', { error: describeError(error) })
  })
  const started = new ChatIndexer({
    source: new IndexSourceRepository(db),
    logger,
    onIndexed: () => {
      scope.postMessage({ type: 'indexed' })
    },
    onFailed: () => {
      scope.postMessage({ type: 'failed' })
    },
  })
  // First the ear, then the reading: nothing is missed in between.
  changes.on((change) => {
    started.handleChange(change)
  })
  started.build()
  return started
}

async function tellOptions(requestId: number): Promise<void> {
  if (indexer) scope.postMessage({ type: 'options', requestId, options: await indexer.options() })
}
