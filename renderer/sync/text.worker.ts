import { systemClock } from '#shared/lib/clock'
import { describeError } from '#shared/lib/logger'

import { broadcastCacheChanges } from '../data/cache-changes'
import { DeskDatabase } from '../data/database'
import type { MessageQuery } from '../data/desk-data'
import { vaultsOf, type CacheKey } from '../data/sealing/cache-key'
import { TextIndexRepository } from '../data/text-index/text-index.repository'
import { IndexPace } from './index-pace'
import { postedLogger } from './posted-logger'
import { TextIndexer } from './text-indexer'
import type { FromText, ToText } from './text-messages'

/** The part of a dedicated worker's global scope that is used; the project compiles with the window's types. */
interface WorkerScope {
  postMessage(message: FromText): void
  addEventListener(type: 'message', listener: (event: MessageEvent<ToText>) => void): void
  addEventListener(type: 'unhandledrejection', listener: (event: PromiseRejectionEvent) => void): void
}

const scope = self as unknown as WorkerScope
const logger = postedLogger((level, message, context) => {
  scope.postMessage({ type: 'log', level, message, context })
})
const pace = new IndexPace(systemClock)
let indexer: TextIndexer | null = null

scope.addEventListener('message', ({ data }) => {
  switch (data.type) {
    case 'start':
      indexer = start(data.databaseName, data.key)
      break
    case 'find':
      pace.setSearched(true)
      void answer(data.requestId, data.query)
      break
    case 'left':
      pace.setSearched(false)
      break
    case 'writing':
      pace.setWriting(data.isWriting)
      break
    case 'rest':
      indexer?.rest()
      break
  }
})
scope.addEventListener('unhandledrejection', (event) => {
  logger.error('a promise was rejected and nobody looked', { error: describeError(event.reason) })
})

function start(databaseName: string, key: CacheKey | null): TextIndexer {
  const db = new DeskDatabase({ name: databaseName, durability: 'relaxed', vaults: key && vaultsOf(key) })
  const changes = broadcastCacheChanges(databaseName, (error) => {
    logger.error('a listener of cache changes failed', { error: describeError(error) })
  })
  const started = new TextIndexer({
    repository: new TextIndexRepository(db),
    logger,
    pause: () => pace.pause(),
    onIndexed: () => {
      scope.postMessage({ type: 'indexed' })
    },
    onRested: () => {
      scope.postMessage({ type: 'rested' })
    },
    onFailed: () => {
      scope.postMessage({ type: 'failed' })
    },
  })
  changes.on(({ everything, timelines }) => {
    if (everything === true || timelines) started.wake()
  })
  started.wake()
  return started
}

async function answer(requestId: number, query: MessageQuery): Promise<void> {
  if (!indexer) return
  try {
    scope.postMessage({ type: 'found', requestId, found: await indexer.find(query) })
  } catch (error) {
    logger.error('messages could not be searched', { error: describeError(error) })
    scope.postMessage({ type: 'failed' })
  }
}
