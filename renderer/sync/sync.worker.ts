import type { ChatId } from '#shared/domain/ids'
import { assertNever } from '#shared/lib/assert-never'
import { systemClock } from '#shared/lib/clock'
import { describeError } from '#shared/lib/logger'
import { v7 as newId } from 'uuid'

import { broadcastCacheChanges } from '../data/cache-changes'
import { isNoRoom } from '../data/cache-health'
import { DeskDatabase } from '../data/database'
import { FeedRepository } from '../data/feed.repository'
import { HistoryRepository } from '../data/history.repository'
import { PendingRepository } from '../data/pending.repository'
import { PruneRepository } from '../data/prune.repository'
import { vaultsOf, type CacheKey } from '../data/sealing/cache-key'
import { SharedDraftRepository } from '../data/shared-draft.repository'
import { CachePruner } from './cache-pruner'
import { CacheRoom } from './cache-room'
import { createHubRest } from './hub-rest'
import { openWebSocket } from './hub-socket'
import { postedLogger } from './posted-logger'
import { putFile } from './put-file'
import { SyncEngine } from './sync-engine'
import type { FromWorker, ToWorker } from './worker-messages'

/** The part of a dedicated worker's global scope that is used; the project compiles with the window's types. */
interface WorkerScope {
  postMessage(message: FromWorker): void
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void
  addEventListener(type: 'unhandledrejection', listener: (event: PromiseRejectionEvent) => void): void
}

const scope = self as unknown as WorkerScope
const logger = postedLogger((level, message, context) => {
  scope.postMessage({ type: 'log', level, message, context })
})
let engine: SyncEngine | null = null
let pruner: CachePruner | null = null
let room: CacheRoom | null = null
let lookedAt: ChatId | null = null

scope.addEventListener('message', ({ data }) => {
  handle(data)
})
scope.addEventListener('unhandledrejection', (event) => {
  logger.error('a promise was rejected and nobody looked', { error: describeError(event.reason) })
})

function handle(message: ToWorker): void {
  switch (message.type) {
    case 'start':
      engine = start(message.databaseName, message.key)
      break
    case 'hub':
      engine?.setHub(message.address)
      break
    case 'online':
      engine?.handleOnline()
      break
    case 'calls':
      engine?.words.setCalls(message.calls)
      break
    case 'looking':
      lookedAt = message.looking.chatId
      engine?.words.setLooking(message.looking)
      break
    case 'pace':
      engine?.words.setPace(message.everyMs)
      break
    case 'open':
      engine?.words.setOpen(message.chatId)
      break
    case 'keep':
      pruner?.setBounds(message.bounds)
      break
    case 'noRoom':
      room?.refuse()
      break
    case 'told':
      engine?.noteTold(message.ids)
      break
    case 'typing':
      engine?.sendTyping(message.chatId)
      break
    case 'loadOlder':
      answerOlder(message)
      break
    default:
      assertNever(message)
  }
}

function start(databaseName: string, key: CacheKey | null): SyncEngine {
  const db = new DeskDatabase({ name: databaseName, durability: 'relaxed', vaults: key && vaultsOf(key) })
  const changes = broadcastCacheChanges(databaseName, (error) => {
    logger.error('a listener of cache changes failed', { error: describeError(error) })
  })
  const keeper = new CachePruner({
    cache: new PruneRepository(db, changes),
    clock: systemClock,
    logger,
    estimate: () => navigator.storage.estimate(),
    isBusy: (id) => id === lookedAt || started.isLoadingOlder(id),
  })
  pruner = keeper
  const cacheRoom = new CacheRoom({
    giveBack: () => keeper.giveBack(),
    tell: (isThere) => {
      scope.postMessage({ type: 'room', isThere })
    },
    logger,
  })
  room = cacheRoom
  const started = new SyncEngine({
    feed: new FeedRepository(db, changes, newId),
    pending: new PendingRepository(db),
    history: new HistoryRepository(db, changes),
    drafts: new SharedDraftRepository(db, changes),
    openSocket: openWebSocket,
    rest: createHubRest((input, init) => fetch(input, init), putFile),
    clock: systemClock,
    random: Math.random,
    logger,
    onStatus: (status) => {
      // What was missed is written by then.
      if (status.kind === 'online') cacheRoom.fit()
      scope.postMessage({ type: 'status', status })
    },
    onIncoming: (arrivals) => {
      scope.postMessage({ type: 'incoming', arrivals })
    },
    onTyping: (chatId, name) => {
      scope.postMessage({ type: 'typing', chatId, name })
    },
    onPresent: (chats) => {
      scope.postMessage({ type: 'present', chats })
    },
    onRefused: (refusal) => {
      scope.postMessage({ type: 'refused', refusal })
    },
    onHubTime: (aheadMs) => {
      keeper.setAhead(aheadMs)
      scope.postMessage({ type: 'hubTime', aheadMs })
    },
    onUpload: (messageId, share) => {
      scope.postMessage({ type: 'upload', messageId, share })
    },
    onCacheFailed: (cause) => {
      if (isNoRoom(cause)) cacheRoom.refuse()
      else scope.postMessage({ type: 'cacheFailed' })
    },
    onSocketClosed: () => {
      scope.postMessage({ type: 'socketClosed' })
    },
  })
  changes.on(({ outbox, drafts }) => {
    if (outbox === 'added') started.handleOutboxChanged()
    if (drafts) started.handleDraftsChanged()
  })
  return started
}

function answerOlder({ requestId, chatId }: Extract<ToWorker, { type: 'loadOlder' }>): void {
  const loading = engine ? engine.loadOlder(chatId) : Promise.resolve('offline' as const)
  loading
    .catch((error: unknown) => {
      logger.error('a page of history could not be kept', { error: describeError(error) })
      if (isNoRoom(error)) room?.refuse()
      return 'offline' as const
    })
    .then((answer) => {
      scope.postMessage({ type: 'olderAnswered', requestId, answer })
    })
    .catch((error: unknown) => {
      logger.error('the window could not be answered', { error: describeError(error) })
    })
}
