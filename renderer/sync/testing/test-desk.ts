import type { ChatId, MessageId } from '#shared/domain/ids'
import { ManualClock } from '#shared/lib/manual-clock'
import { silentLogger } from '#shared/lib/logger'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { v7 as newId } from 'uuid'

import { localCacheChanges, type CacheChanges } from '../../data/cache-changes'
import { CacheRepository } from '../../data/cache.repository'
import { DeskDatabase } from '../../data/database'
import { CaseRepository } from '../../data/case.repository'
import type { IncomingMessage, Refusal, UploadShare } from '../../data/desk-data'
import { DraftRepository } from '../../data/draft.repository'
import { FeedRepository } from '../../data/feed.repository'
import { HistoryRepository } from '../../data/history.repository'
import { OutboxRepository } from '../../data/outbox.repository'
import { OutboxWriter } from '../../data/outbox-writer'
import { PendingRepository } from '../../data/pending.repository'
import { SharedDraftRepository } from '../../data/shared-draft.repository'
import { SyncEngine, type EngineStatus } from '../sync-engine'
import type { ModelHub } from './model-hub'

const ADDRESS = { url: 'http://127.0.0.1:1', secret: 'secret' }
const MAX_TURNS = 20_000

/** A desk in one script: the real cache and engine, a clock that is told the time, a model of a hub. */
export class TestDesk {
  readonly db: DeskDatabase
  readonly changes: CacheChanges = localCacheChanges()
  readonly cache: CacheRepository
  readonly outbox: OutboxRepository
  readonly cases: CaseRepository
  readonly drafts: DraftRepository
  readonly feed: FeedRepository
  readonly engine: SyncEngine
  readonly statuses: EngineStatus[] = []
  readonly incoming: IncomingMessage[] = []
  /** The window dies before main has heard of what comes. */
  losesNews = false
  readonly refused: Refusal[] = []
  readonly typing: string[] = []
  readonly times: number[] = []
  readonly shares: (UploadShare | null)[] = []
  /** Of the cache. */
  readonly failures: unknown[] = []

  constructor(
    private readonly hub: ModelHub,
    readonly clock = new ManualClock(),
    private readonly disk = new IDBFactory(),
    /** What main has told of, over all starts; told once, each of them. */
    readonly told = new Set<MessageId>(),
  ) {
    this.db = new DeskDatabase({ durability: 'relaxed', indexedDb: { indexedDB: disk, IDBKeyRange } })
    this.cache = new CacheRepository(this.db)
    const writer = new OutboxWriter(this.db, this.changes, clock, newId)
    this.outbox = new OutboxRepository(this.db, this.changes, clock, newId, writer)
    this.cases = new CaseRepository(this.db, this.changes, writer, newId, this.outbox.sight)
    this.drafts = new DraftRepository(this.db, this.changes)
    this.feed = new FeedRepository(this.db, this.changes, newId)
    this.engine = new SyncEngine({
      feed: this.feed,
      pending: new PendingRepository(this.db),
      history: new HistoryRepository(this.db, this.changes),
      drafts: new SharedDraftRepository(this.db, this.changes),
      openSocket: hub.openSocket,
      rest: hub.rest,
      clock,
      random: () => 0,
      logger: silentLogger,
      onStatus: (status) => this.statuses.push(status),
      onIncoming: (arrivals) => {
        this.incoming.push(...arrivals)
        if (!this.losesNews) this.tell(arrivals)
      },
      onTyping: (_chatId, name) => this.typing.push(name),
      onPresent: () => undefined,
      onRefused: (refusal) => this.refused.push(refusal),
      onHubTime: (aheadMs) => this.times.push(aheadMs),
      onUpload: (_messageId, share) => this.shares.push(share),
      onCacheFailed: (cause) => {
        this.failures.push(cause)
      },
      onSocketClosed: () => undefined,
    })
    this.changes.on(({ outbox, drafts }) => {
      if (outbox === 'added') this.engine.handleOutboxChanged()
      if (drafts) this.engine.handleDraftsChanged()
    })
  }

  connect(): void {
    this.engine.setHub(ADDRESS)
  }

  async start(): Promise<this> {
    this.connect()
    await this.untilLive()
    return this
  }

  /** As after a kill: nothing is finished, the disk stays. */
  restart(): TestDesk {
    this.engine.dispose()
    this.db.close()
    return new TestDesk(this.hub, this.clock, this.disk, this.told)
  }

  /** As window and main do. */
  private tell(arrivals: readonly IncomingMessage[]): void {
    const ids = arrivals.map(({ message }) => message.id)
    for (const id of ids) this.told.add(id)
    this.engine.noteTold(ids)
  }

  async untilLive(): Promise<void> {
    await this.until('live and with the hub’s last change', async () => {
      const { cursor } = await this.feed.readPosition()
      return this.engine.state.kind === 'live' && cursor === this.hub.head
    })
  }

  async untilSettled(): Promise<void> {
    await this.untilLive()
    await this.until('an empty outbox', async () => (await this.cache.countPending()) === 0)
    await this.untilLive()
  }

  /** Turns of the event loop, and of the clock while the engine waits for it. */
  async until(what: string, isReached: () => boolean | Promise<boolean>): Promise<void> {
    for (let turn = 0; turn < MAX_TURNS; turn += 1) {
      if (await isReached()) return
      await new Promise((resolve) => setTimeout(resolve))
      if (turn % 20 === 19) this.clock.advance(500)
    }
    throw new Error(`Never came: ${what}`)
  }

  /** The texts of a chat as shown, with the state of own ones. */
  async readLines(chatId: ChatId): Promise<readonly string[]> {
    const { messages } = await this.cache.readTimeline(chatId, 1000)
    return messages.map(({ content, delivery }) => {
      const text = content.kind === 'text' ? content.text : content.kind
      return delivery ? `${text} (${delivery.state})` : text
    })
  }
}
