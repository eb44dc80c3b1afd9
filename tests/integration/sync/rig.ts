import type { ChatId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'
import { systemClock, type Clock } from '#shared/lib/clock'
import { FollowedClock } from '#shared/lib/followed-clock'
import { silentLogger } from '#shared/lib/logger'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { v7 as newId } from 'uuid'
import { WebSocket } from 'ws'

import type { FakeChannel } from '../../../hub/channels/fake-channel'
import { SECRET, startTestHub, type TestHub } from '../../../hub/testing/test-hub'
import { localCacheChanges } from '../../../renderer/data/cache-changes'
import { CacheRepository } from '../../../renderer/data/cache.repository'
import { CaseRepository } from '../../../renderer/data/case.repository'
import { DeskDatabase } from '../../../renderer/data/database'
import type { IncomingMessage } from '../../../renderer/data/desk-data'
import { DraftRepository } from '../../../renderer/data/draft.repository'
import { FeedRepository } from '../../../renderer/data/feed.repository'
import { HistoryRepository } from '../../../renderer/data/history.repository'
import { OutboxRepository } from '../../../renderer/data/outbox.repository'
import { OutboxWriter } from '../../../renderer/data/outbox-writer'
import { PendingRepository } from '../../../renderer/data/pending.repository'
import { SharedDraftRepository } from '../../../renderer/data/shared-draft.repository'
import { createHubRest } from '../../../renderer/sync/hub-rest'
import type { HubSocket, OpenSocket } from '../../../renderer/sync/hub-socket'
import type { PutFile } from '../../../renderer/sync/put-file'
import { SyncEngine, type EngineStatus } from '../../../renderer/sync/sync-engine'

/** Node has no XMLHttpRequest. */
const putByFetch: PutFile = async ({ url, headers, blob, signal }) => {
  const reply = await fetch(url, { method: 'PUT', headers, body: blob, signal })
  return { status: reply.status, text: await reply.text() }
}

export interface DeskParts {
  /** The computer's; what a person does goes by the hub's time, as in the windows. */
  readonly clock?: Clock
  /** In place of a socket to the hub that `connectTo` names. */
  readonly openSocket?: OpenSocket
  readonly feedOf?: (...made: ConstructorParameters<typeof FeedRepository>) => FeedRepository
}

/** The desk's cache and engine over real sockets to a whole hub with a fake platform. */
export class DeskRig {
  readonly changes = localCacheChanges()
  readonly cache: CacheRepository
  readonly outbox: OutboxRepository
  readonly drafts: DraftRepository
  private readonly shared: SharedDraftRepository
  readonly engine: SyncEngine
  /** Of the windows. */
  readonly clock: Clock
  /** By how much the hub's time was said to be ahead. */
  readonly told: number[] = []
  readonly cases: CaseRepository
  readonly incoming: IncomingMessage[] = []
  readonly refused: string[] = []
  status: EngineStatus = { kind: 'starting' }
  private readonly db: DeskDatabase
  private readonly sockets = new Set<WebSocket>()

  constructor(
    private readonly disk = new IDBFactory(),
    private readonly parts: DeskParts = {},
  ) {
    const own = parts.clock ?? systemClock
    const clock = new FollowedClock(own)
    this.clock = clock
    const feedOf = parts.feedOf ?? ((...made) => new FeedRepository(...made))
    this.db = new DeskDatabase({ durability: 'relaxed', indexedDb: { indexedDB: disk, IDBKeyRange } })
    this.cache = new CacheRepository(this.db)
    const writer = new OutboxWriter(this.db, this.changes, clock, newId)
    this.outbox = new OutboxRepository(this.db, this.changes, clock, newId, writer)
    this.cases = new CaseRepository(this.db, this.changes, writer, newId, this.outbox.sight)
    this.drafts = new DraftRepository(this.db, this.changes)
    this.shared = new SharedDraftRepository(this.db, this.changes)
    this.engine = new SyncEngine({
      feed: feedOf(this.db, this.changes, newId),
      pending: new PendingRepository(this.db),
      history: new HistoryRepository(this.db, this.changes),
      drafts: this.shared,
      openSocket: parts.openSocket ?? this.openSocket,
      rest: createHubRest(fetch, putByFetch),
      clock: own,
      random: () => 1,
      logger: silentLogger,
      onStatus: (status) => {
        this.status = status
      },
      onIncoming: (arrivals) => {
        this.incoming.push(...arrivals)
        this.engine.noteTold(arrivals.map(({ message }) => message.id))
      },
      onTyping: () => undefined,
      onPresent: () => undefined,
      onRefused: ({ reason }) => this.refused.push(reason),
      onHubTime: (aheadMs) => {
        clock.follow(aheadMs)
        this.told.push(aheadMs)
      },
      onUpload: () => undefined,
      onCacheFailed: () => undefined,
      onSocketClosed: () => undefined,
    })
    this.changes.on(({ outbox, drafts }) => {
      if (outbox === 'added') this.engine.handleOutboxChanged()
      if (drafts) this.engine.handleDraftsChanged()
    })
  }

  connectTo(hub: TestHub): void {
    this.engine.setHub({ url: hub.url, secret: SECRET })
  }

  /** The line breaks without a word, as with a pulled cable. */
  breakLine(): void {
    for (const socket of this.sockets) socket.terminate()
  }

  restart(): DeskRig {
    this.dispose()
    return new DeskRig(this.disk, this.parts)
  }

  /** `kill -9` and a new start: of what was being written nothing is there that was not committed. */
  crash(): DeskRig {
    this.engine.dispose()
    for (const transaction of underWay(this.db)) transaction.abort()
    this.db.close()
    return new DeskRig(this.disk, this.parts)
  }

  dispose(): void {
    this.engine.dispose()
    this.db.close()
  }

  /** What the hub does not have yet. */
  offers() {
    return this.shared.readOffers()
  }

  /** The timeline without what happened to its case. */
  async written(chatId: ChatId): Promise<readonly Message[]> {
    const { messages } = await this.cache.readTimeline(chatId, 1000)
    return messages.filter(({ content }) => content.kind !== 'caseEvent')
  }

  async lines(chatId: ChatId): Promise<readonly string[]> {
    return (await this.written(chatId)).map(({ content, delivery }) => {
      const text = content.kind === 'text' ? content.text : content.kind
      return delivery ? `${text} (${delivery.state})` : text
    })
  }

  async chats() {
    return (await this.cache.readChatList({ filter: 'all', search: '', limit: 100 })).rows
  }

  private readonly openSocket: OpenSocket = ({ url, secret }, events): HubSocket => {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/sync`, ['otklik.sync', secret])
    this.sockets.add(socket)
    socket.on('open', events.opened)
    socket.on('message', (data: Buffer) => {
      events.received(data.toString('utf8'))
    })
    // `close` follows, and tells the engine.
    socket.on('error', () => undefined)
    socket.on('close', (code) => {
      this.sockets.delete(socket)
      events.closed(code)
    })
    return {
      send: (text) => {
        socket.send(text)
      },
      close: () => {
        socket.close()
      },
    }
  }
}

/** What fake-indexeddb keeps of the transactions of a database; it has no other way to break them all off. */
interface FakeConnection {
  readonly _rawDatabase: { readonly transactions: readonly (IDBTransaction & { readonly _state: string })[] }
}

function underWay(db: DeskDatabase): readonly IDBTransaction[] {
  const open = db.backendDB() as unknown as FakeConnection | null
  return open?._rawDatabase.transactions.filter(({ _state }) => !['committing', 'finished'].includes(_state)) ?? []
}

export function lastDriver(hub: TestHub): FakeChannel {
  const driver = hub.drivers.at(-1)
  if (!driver) throw new Error('No channel is connected')
  return driver
}

export { startTestHub, type TestHub }
