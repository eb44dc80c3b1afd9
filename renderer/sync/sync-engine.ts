// Whole: one connection; each event of it is answered here, and who does the work has a file of its own.
import { SYNC_CLOSE, SYNC_PROTOCOL, type DeskFrame } from '#shared/contract/sync'
import type { ChatId, MessageId } from '#shared/domain/ids'
import type { Present } from '#shared/domain/present'
import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { IncomingMessage, Refusal, UploadShare } from '../data/desk-data'
import type { AppliedBatch, FeedRepository } from '../data/feed.repository'
import type { HistoryRepository } from '../data/history.repository'
import type { PendingRepository } from '../data/pending.repository'
import type { SharedDraftRepository } from '../data/shared-draft.repository'
import { CommandSender } from './command-sender'
import {
  attemptsOf,
  INITIAL_CONNECTION,
  isConnected,
  transition,
  type Connection,
  type ConnectionEffect,
  type ConnectionEvent,
} from './connection.machine'
import { DraftExchange } from './draft-exchange'
import { FrameReceiver, type OrderedFrame } from './frame-receiver'
import { HistoryLoader, type OlderAnswer } from './history-loader'
import type { HubRest } from './hub-rest'
import type { HubAddress, HubSocket, OpenSocket } from './hub-socket'
import { HubTime } from './hub-time'
import { IncomingNews } from './incoming-news'
import { LiveWords } from './live-words'
import { retryDelayMs } from './retry-delay'
import { SerialQueue } from './serial-queue'

/** As `SyncStatus`, without the number of waiting wishes, which the window counts itself. */
export type EngineStatus =
  | { readonly kind: 'starting' | 'catchingUp' | 'online' | 'outdated' }
  | { readonly kind: 'offline'; readonly sinceMs: number }

/** Who is in a chat, this desk's own person too. */
export interface PresentInChat {
  readonly chatId: ChatId
  readonly who: readonly Present[]
}

export interface SyncEngineDeps {
  readonly feed: FeedRepository
  readonly pending: PendingRepository
  readonly history: HistoryRepository
  readonly drafts: SharedDraftRepository
  readonly openSocket: OpenSocket
  readonly rest: HubRest
  readonly clock: Clock
  readonly random: () => number
  readonly logger: Logger
  readonly onStatus: (status: EngineStatus) => void
  readonly onIncoming: (arrivals: readonly IncomingMessage[]) => void
  readonly onTyping: (chatId: ChatId, name: string) => void
  readonly onPresent: (chats: readonly PresentInChat[]) => void
  readonly onRefused: (refusal: Refusal) => void
  /** By how much the hub's time is ahead of this computer's. */
  readonly onHubTime: (aheadMs: number) => void
  readonly onUpload: (messageId: MessageId, share: UploadShare | null) => void
  /** The cache did not take what the hub tells, or does not answer; the connection is tried again. */
  readonly onCacheFailed: (cause: unknown) => void
  /** Whoever knows the session should look: a refused handshake tells a page nothing of its reason. */
  readonly onSocketClosed: () => void
}

const OPEN_TIMEOUT_MS = 10_000
const PING_EVERY_MS = 10_000
/** Two pings without any answer. */
const SILENCE_LIMIT_MS = 25_000
const TYPING_EVERY_MS = 3_000

/** What exists as long as one socket does. */
interface Link {
  readonly socket: HubSocket
  readonly receiver: FrameReceiver
  readonly owned: DisposableStore
  heardAtMs: number
}

/**
 * Follows the hub's feed into the cache and sends the outbox. Knows neither worker nor browser: socket, clock and
 * repositories are given. Everything that writes the cache runs one after another, across reconnections too.
 */
export class SyncEngine implements Disposable {
  private connection: Connection = INITIAL_CONNECTION
  private address: HubAddress | null = null
  private feedId: string | null = null
  private link: Link | null = null
  private sender: CommandSender | null = null
  /** Only with a hub that keeps drafts for other desks. */
  private drafts: DraftExchange | null = null
  private retry: Disposable | null = null
  private status: EngineStatus = { kind: 'starting' }
  private offlineSinceMs: number
  private isEmptied = false
  private readonly time = new HubTime((aheadMs) => {
    this.deps.onHubTime(aheadMs)
  })
  readonly words = new LiveWords(
    () => isConnected(this.connection),
    () => this.connection.kind === 'catchingUp',
    (frame) => {
      this.send(frame)
    },
  )
  private readonly typedAtMs = new Map<ChatId, number>()
  private readonly cacheWork = new SerialQueue()
  private readonly news: IncomingNews
  private readonly older: HistoryLoader

  constructor(private readonly deps: SyncEngineDeps) {
    this.offlineSinceMs = deps.clock.now()
    this.news = new IncomingNews(deps.feed, deps.onIncoming)
    this.older = new HistoryLoader(deps.rest, deps.history, () =>
      this.address && this.feedId !== null && isConnected(this.connection)
        ? { address: this.address, feedId: this.feedId }
        : null,
    )
  }

  get state(): Connection {
    return this.connection
  }

  setHub(address: HubAddress | null): void {
    const isSame = address?.url === this.address?.url && address?.secret === this.address?.secret
    if (isSame) return
    this.address = address
    this.dispatch({ kind: address ? 'hubFound' : 'hubLost' })
  }

  handleOnline(): void {
    this.dispatch({ kind: 'wentOnline' })
  }

  handleOutboxChanged(): void {
    this.sender?.handleOutboxChanged()
  }

  handleDraftsChanged(): void {
    this.drafts?.handleChanged()
  }

  noteTold(ids: readonly MessageId[]): void {
    this.deps.feed.noteTold(ids)
  }

  sendTyping(chatId: ChatId): void {
    const nowMs = this.deps.clock.now()
    if (!isConnected(this.connection) || nowMs - (this.typedAtMs.get(chatId) ?? -Infinity) < TYPING_EVERY_MS) return
    this.typedAtMs.set(chatId, nowMs)
    this.send({ type: 'typing', chatId })
  }

  loadOlder(chatId: ChatId): Promise<OlderAnswer> {
    return this.older.load(chatId)
  }

  isLoadingOlder(chatId: ChatId): boolean {
    return this.older.isLoading(chatId)
  }

  dispose(): void {
    this.setHub(null)
  }

  private dispatch(event: ConnectionEvent): void {
    const before = this.connection
    const { state, effects } = transition(before, event)
    this.connection = state
    if (state.kind !== before.kind) this.deps.logger.info(`${before.kind} → ${state.kind}`, { event: event.kind })
    if (isConnected(before) && !isConnected(state)) this.offlineSinceMs = this.deps.clock.now()
    for (const effect of effects) this.run(effect)
    this.tellStatus()
  }

  private run(effect: ConnectionEffect): void {
    switch (effect) {
      case 'openSocket':
        this.openSocket()
        break
      case 'closeSocket':
        this.closeSocket()
        break
      case 'sendHello':
        this.sendHello()
        break
      case 'startSending':
        this.startSending()
        break
      case 'scheduleRetry':
        if (this.connection.kind !== 'waiting') break
        this.retry = this.deps.clock.schedule(this.connection.retryAtMs - this.deps.clock.now(), () => {
          this.dispatch({ kind: 'retryDue' })
        })
        break
      case 'cancelRetry':
        this.retry?.dispose()
        this.retry = null
        break
    }
  }

  private openSocket(): void {
    if (!this.address) return
    const { clock, logger } = this.deps
    const owned = new DisposableStore()
    const ifCurrent = (action: () => void) => {
      if (!owned.isDisposed) action()
    }
    const receiver = new FrameReceiver(logger, {
      process: (frame) => this.cacheWork.run(() => this.process(frame, owned)),
      typing: ({ chatId, name }) => {
        this.deps.onTyping(chatId, name)
      },
      pong: ({ nonce, nowMs }) => {
        if (nowMs !== undefined) this.time.handle(nonce, clock.now(), nowMs)
      },
      present: ({ chats }) => {
        this.deps.onPresent(chats)
      },
      failed: (cause) => {
        if (cause !== null) this.deps.onCacheFailed(cause)
        ifCurrent(() => {
          this.lose()
        })
      },
    })
    const socket = this.deps.openSocket(this.address, {
      opened: () => {
        ifCurrent(() => {
          this.dispatch({ kind: 'opened' })
          this.watchSilence(owned)
        })
      },
      received: (text) => {
        ifCurrent(() => {
          if (this.link) this.link.heardAtMs = clock.now()
          receiver.receive(text)
        })
      },
      closed: (code) => {
        ifCurrent(() => {
          logger.info('the hub closed the socket', { code })
          this.deps.onSocketClosed()
          if (code === SYNC_CLOSE.protocolMismatch) this.dispatch({ kind: 'protocolRefused' })
          else this.lose()
        })
      },
    })
    this.link = { socket, receiver, owned, heardAtMs: clock.now() }
    const limit = clock.schedule(OPEN_TIMEOUT_MS, () => {
      if (!isConnected(this.connection)) this.lose()
    })
    owned.add(limit)
  }

  private closeSocket(): void {
    const { link } = this
    this.link = null
    this.sender?.dispose()
    this.sender = null
    this.drafts = null
    link?.receiver.stop()
    link?.owned.dispose()
    link?.socket.close()
  }

  private lose(): void {
    const delayMs = retryDelayMs(attemptsOf(this.connection), this.deps.random)
    this.dispatch({ kind: 'lost', retryAtMs: this.deps.clock.now() + delayMs })
  }

  private watchSilence(owned: DisposableStore): void {
    const { clock } = this.deps
    const timer = clock.schedule(PING_EVERY_MS, () => {
      owned.release(timer)
      if (!this.link || owned.isDisposed) return
      if (clock.now() - this.link.heardAtMs >= SILENCE_LIMIT_MS) {
        this.deps.logger.warn('the hub is silent', { forMs: clock.now() - this.link.heardAtMs })
        this.lose()
        return
      }
      this.ping()
      this.watchSilence(owned)
    })
    owned.add(timer)
  }

  private sendHello(): void {
    const { link } = this
    this.cacheWork
      .run(() => this.deps.feed.readPosition())
      .then(({ cursor, feedId, deskId }) => {
        if (this.link !== link) return
        const open = this.words.tellOpen()
        this.send({ type: 'hello', protocol: SYNC_PROTOCOL, cursor, feedId, deskId, open })
      })
      .catch((error: unknown) => {
        this.deps.logger.error('the cache could not say how far it is', { error: describeError(error) })
        this.deps.onCacheFailed(error)
        if (this.link === link) this.lose()
      })
  }

  private startSending(): void {
    if (!this.address) return
    const { pending, rest, clock, random, logger } = this.deps
    this.sender = new CommandSender(
      {
        pending,
        rest,
        clock,
        random,
        logger,
        send: (frame) => {
          this.send(frame)
        },
        onUpload: this.deps.onUpload,
        refuse: async (id, refusal) => {
          await this.cacheWork.run(() => this.settle({ type: 'outcome', id, refusal }))
        },
      },
      this.address,
    )
    this.sender.handleOutboxChanged()
    this.words.sayAll()
  }

  private exchangeDrafts(owned: DisposableStore): void {
    const { drafts, clock, logger } = this.deps
    const send = (frame: DeskFrame) => {
      this.send(frame)
    }
    this.drafts = owned.add(new DraftExchange(drafts, clock, send, logger))
    this.drafts.begin()
  }

  private ping(): void {
    this.send({ type: 'ping', nonce: this.deps.clock.now() })
  }

  private send(frame: DeskFrame): void {
    this.link?.socket.send(JSON.stringify(frame))
  }

  /** `owned` ends with the socket that brought the frame: a state of another one is not touched. */
  private async process(frame: OrderedFrame, owned: DisposableStore): Promise<void> {
    if (owned.isDisposed) return
    const isOurs = () => !owned.isDisposed
    const dispatch = (event: ConnectionEvent) => {
      if (isOurs()) this.dispatch(event)
    }
    switch (frame.type) {
      case 'welcome':
        if (frame.protocol !== SYNC_PROTOCOL) {
          dispatch({ kind: 'protocolRefused' })
          return
        }
        if ((await this.deps.feed.follow(frame.feedId, frame.me, frame.reset)) === 'emptied') {
          this.isEmptied = true
          this.news.forget()
        }
        this.feedId = frame.feedId
        this.words.handleWelcome(frame.can ?? [])
        if (frame.can?.includes('drafts')) this.exchangeDrafts(owned)
        dispatch({ kind: 'welcomed' })
        if (isOurs()) this.ping()
        return
      case 'drafts':
        await this.drafts?.handleTold(frame)
        return
      case 'changes': {
        if (frame.ahead) {
          const applied = await this.deps.feed.applyAhead(frame.changes, frame.ahead)
          if (applied) this.handleApplied(applied)
          return
        }
        const applied = await this.deps.feed.apply(frame.changes, frame.upTo, frame.caughtUp)
        if (applied) this.handleApplied(applied)
        if (!frame.caughtUp) return
        if (this.isEmptied) await this.settleForgotten()
        dispatch({ kind: 'caughtUp' })
        await this.news.announceKnown()
        return
      }
      case 'outcome':
        await this.settle(frame)
        return
    }
  }

  private handleApplied({ fresh, beyond }: AppliedBatch): void {
    this.news.add(fresh)
    this.older.handleBeyond(beyond)
  }

  private async settleForgotten(): Promise<void> {
    this.isEmptied = false
    const count = await this.deps.feed.failForgotten()
    if (count > 0) this.deps.logger.error('own messages are unknown to the hub that replaced theirs', { count })
  }

  private async settle({ id, refusal }: Extract<OrderedFrame, { type: 'outcome' }>): Promise<void> {
    const settled = await this.deps.feed.settle(id, refusal)
    if (!settled || !refusal) return
    this.deps.logger.warn('a wish was refused', { command: settled.name, reason: refusal.reason })
    if (settled.isUntold) {
      this.deps.onRefused({ chatId: settled.chatId, command: settled.name, reason: refusal.reason })
    }
  }

  private tellStatus(): void {
    const status = this.toStatus()
    if (
      status.kind === this.status.kind &&
      !(status.kind === 'offline' && this.status.kind === 'offline' && status.sinceMs !== this.status.sinceMs)
    )
      return
    this.status = status
    this.deps.onStatus(status)
  }

  private toStatus(): EngineStatus {
    switch (this.connection.kind) {
      case 'catchingUp':
        return { kind: 'catchingUp' }
      case 'live':
        return { kind: 'online' }
      case 'outdated':
        return { kind: 'outdated' }
      case 'idle':
      case 'connecting':
      case 'greeting':
        // Until the first attempt has failed this is the start, not a failure.
        if (this.status.kind === 'starting' && attemptsOf(this.connection) === 0) return { kind: 'starting' }
        return { kind: 'offline', sinceMs: this.offlineSinceMs }
      case 'waiting':
        return { kind: 'offline', sinceMs: this.offlineSinceMs }
    }
  }
}
