import type { ChatId, MessageId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import type { Logger } from '#shared/lib/logger'

import type { CacheBounds } from '../data/desk-data'
import type { CacheKey } from '../data/sealing/cache-key'
import type { OlderAnswer } from './history-loader'
import type { HubAddress } from './hub-socket'
import type { LookingAt } from './looking'
import type { CallLoad } from './live-words'
import type { FromWorker, ToWorker } from './worker-messages'

/** What the host needs of a `Worker`. */
export interface WorkerLike {
  postMessage(message: ToWorker): void
  terminate(): void
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

export interface WorkerHostOptions {
  readonly databaseName: string
  readonly key: CacheKey | null
  readonly createWorker: () => WorkerLike
  readonly clock: Clock
  readonly logger: Logger
  readonly handle: (message: Exclude<FromWorker, { type: 'log' | 'olderAnswered' }>) => void
  /** The worker died: readers cannot trust that they were told of everything. */
  readonly onRestarted: () => void
}

const RESTART_DELAY_MS = 1_000

/** Keeps a sync worker running for as long as the window lives. */
export class WorkerHost implements Disposable {
  private readonly owned = new DisposableStore()
  private worker: WorkerLike | null = null
  private address: HubAddress | null = null
  private calls: CallLoad | null = null
  private looking: LookingAt | null = null
  private everyMs: number | null = null
  private open: ChatId | null = null
  private bounds: CacheBounds | null = null
  private readonly older = new Map<number, (answer: OlderAnswer) => void>()
  private lastRequestId = 0

  constructor(private readonly options: WorkerHostOptions) {}

  start(): void {
    if (this.worker || this.owned.isDisposed) return
    const worker = this.options.createWorker()
    this.worker = worker
    worker.onmessage = ({ data }) => {
      this.receive(data)
    }
    worker.onerror = (event) => {
      this.options.logger.error('the sync worker failed and is started again', { error: event.message })
      this.restart()
    }
    const { databaseName, key } = this.options
    worker.postMessage({ type: 'start', databaseName, key })
    if (this.everyMs !== null) worker.postMessage({ type: 'pace', everyMs: this.everyMs })
    worker.postMessage({ type: 'hub', address: this.address })
    if (this.calls) worker.postMessage({ type: 'calls', calls: this.calls })
    if (this.looking) worker.postMessage({ type: 'looking', looking: this.looking })
    if (this.open !== null) worker.postMessage({ type: 'open', chatId: this.open })
    if (this.bounds) worker.postMessage({ type: 'keep', bounds: this.bounds })
  }

  setHub(address: HubAddress | null): void {
    this.address = address
    this.worker?.postMessage({ type: 'hub', address })
  }

  setCalls(calls: CallLoad): void {
    this.calls = calls
    this.worker?.postMessage({ type: 'calls', calls })
  }

  setLooking(looking: LookingAt): void {
    this.looking = looking
    this.worker?.postMessage({ type: 'looking', looking })
  }

  setPace(everyMs: number): void {
    if (everyMs === this.everyMs) return
    this.everyMs = everyMs
    this.worker?.postMessage({ type: 'pace', everyMs })
  }

  setOpen(chatId: ChatId): void {
    if (chatId === this.open) return
    this.open = chatId
    this.worker?.postMessage({ type: 'open', chatId })
  }

  setBounds(bounds: CacheBounds): void {
    this.bounds = bounds
    this.worker?.postMessage({ type: 'keep', bounds })
  }

  /** Its database had closed under it. */
  beginAnew(): void {
    if (this.worker) this.restart()
  }

  handleNoRoom(): void {
    this.worker?.postMessage({ type: 'noRoom' })
  }

  noteTold(ids: readonly MessageId[]): void {
    this.worker?.postMessage({ type: 'told', ids })
  }

  handleOnline(): void {
    this.worker?.postMessage({ type: 'online' })
  }

  sendTyping(chatId: ChatId): void {
    this.worker?.postMessage({ type: 'typing', chatId })
  }

  loadOlder(chatId: ChatId): Promise<OlderAnswer> {
    const { worker } = this
    if (!worker) return Promise.resolve('offline')
    this.lastRequestId += 1
    const requestId = this.lastRequestId
    return new Promise((resolve) => {
      this.older.set(requestId, resolve)
      worker.postMessage({ type: 'loadOlder', requestId, chatId })
    })
  }

  dispose(): void {
    this.owned.dispose()
    this.end()
  }

  private restart(): void {
    this.end()
    const timer = this.options.clock.schedule(RESTART_DELAY_MS, () => {
      this.owned.release(timer)
      this.start()
      this.options.onRestarted()
    })
    this.owned.add(timer)
  }

  private end(): void {
    this.worker?.terminate()
    this.worker = null
    for (const answer of this.older.values()) answer('offline')
    this.older.clear()
  }

  private receive(message: FromWorker): void {
    switch (message.type) {
      case 'log':
        this.options.logger[message.level](message.message, message.context)
        break
      case 'olderAnswered':
        this.older.get(message.requestId)?.(message.answer)
        this.older.delete(message.requestId)
        break
      case 'status':
      case 'incoming':
      case 'typing':
      case 'present':
      case 'refused':
      case 'upload':
      case 'hubTime':
      case 'socketClosed':
      case 'room':
      case 'cacheFailed':
        this.options.handle(message)
        break
    }
  }
}
