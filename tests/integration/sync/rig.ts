import type { ChatId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'
import { systemClock, type Clock } from '#shared/lib/clock'
import { silentLogger } from '#shared/lib/logger'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { v7 as newId } from 'uuid'
import { WebSocket } from 'ws'

import type { FakeChannel } from '../../../hub/channels/fake-channel'
import { SECRET, startTestHub, type TestHub } from '../../../hub/testing/test-hub'
import { localCacheChanges } from '../../../renderer/data/cache-changes'
import { CacheRepository } from '../../../renderer/data/cache.repository'
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
  readonly incoming: IncomingMessage[] = []
  readonly refused: string[] = []
  status: EngineStatus = { kind: 'starting' }
  private readonly db: DeskDatabase
  private readonly sockets = new Set<WebSocket>()

  constructor(
    private readonly disk = new IDBFactory(),
    private readonly parts: DeskParts = {},
  ) {
    const clock = parts.clock ?? systemClock
    const feedOf = parts.feedOf ?? ((...made) => new FeedRepository(...made))
    this.db = new DeskDatabase({ durability: 'relaxed', indexedDb: { indexedDB: disk, IDBKeyRange } })
    this.cache = new CacheRepository(this.db)
    const writer = new OutboxWriter(this.db, this.changes, clock, newId)
    this.outbox = new OutboxRepository(this.db, this.changes, clock, newId, writer)
    this.drafts = new DraftRepository(this.db, this.changes)
    this.shared = new SharedDraftRepository(this.db, this.changes)
    this.engine = new SyncEngine({
      feed: feedOf(this.db, this.changes, newId),
      pending: new PendingRepository(this.db),
      history: new HistoryRepository(this.db, this.changes),
      drafts: this.shared,
      openSocket: parts.openSocket ?? this.openSocket,
      rest: createHubRest(fetch, putByFetch),
      clock,
      random: () => 1,
      logger: silentLogger,
      onStatus: (status) => {
        this.status = status
      },
      onIncoming: (arrival) => this.incoming.push(arrival),
      onTyping: () => undefined,
      onPresent: () => undefined,
      onRefused: ({ reason }) => this.refused.push(reason),
      onUpload: () => undefined,
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

export function lastDriver(hub: TestHub): FakeChannel {
  const driver = hub.drivers.at(-1)
  if (!driver) throw new Error('No channel is connected')
  return driver
}

export { startTestHub, type TestHub }
