import type { IndexAnswer, IndexQuery } from '../data/chat-index/chat-index'
import type { CacheKey } from '../data/sealing/cache-key'
import type { FilterOptions } from '../data/chat-filters'
import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { FromSearch, ToSearch } from './search-messages'

/** What the host needs of a `Worker`. */
export interface SearchWorkerLike {
  postMessage(message: ToSearch): void
  terminate(): void
  onmessage: ((event: MessageEvent<FromSearch>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

export interface SearchHostOptions {
  readonly databaseName: string
  readonly key: CacheKey | null
  readonly createWorker: () => SearchWorkerLike
  readonly clock: Clock
  readonly logger: Logger
  readonly onIndexed: () => void
}

/** A worker that died is started again by the first question after this time; what is on the screen asks by itself. */
const REST_MS = 30_000

/**
 * The window's side of the index. The worker is started by the first question, so that a desk on which nobody searches
 * pays nothing; as long as it cannot answer, the answer is `null` and the caller scans.
 */
export class SearchHost implements Disposable {
  private readonly owned = new DisposableStore()
  private worker: SearchWorkerLike | null = null
  private resting: Disposable | null = null
  private readonly finds = new Map<number, (answer: IndexAnswer | null) => void>()
  private readonly asked = new Map<number, (options: FilterOptions | null) => void>()
  private lastRequestId = 0

  constructor(private readonly options: SearchHostOptions) {}

  find(query: IndexQuery): Promise<IndexAnswer | null> {
    return this.ask(this.finds, (requestId) => ({ type: 'find', requestId, query }))
  }

  /** `null`: it cannot be said. */
  fetchOptions(): Promise<FilterOptions | null> {
    return this.ask(this.asked, (requestId) => ({ type: 'options', requestId }))
  }

  /** The cache had closed under it and is open again. */
  beginAnew(): void {
    if (this.owned.isDisposed || (!this.worker && !this.resting)) return
    this.end()
    this.recover()
  }

  dispose(): void {
    this.owned.dispose()
    this.end()
  }

  private ask<T>(
    waiting: Map<number, (value: T | null) => void>,
    toMessage: (id: number) => ToSearch,
  ): Promise<T | null> {
    const worker = this.running()
    if (!worker) return Promise.resolve(null)
    this.lastRequestId += 1
    const requestId = this.lastRequestId
    return new Promise((resolve) => {
      waiting.set(requestId, resolve)
      worker.postMessage(toMessage(requestId))
    })
  }

  private running(): SearchWorkerLike | null {
    if (this.worker || this.resting || this.owned.isDisposed) return this.worker
    try {
      this.worker = this.options.createWorker()
    } catch (error) {
      this.fail(describeError(error))
      return null
    }
    this.worker.onmessage = ({ data }) => {
      this.receive(data)
    }
    this.worker.onerror = (event) => {
      this.fail(event.message)
    }
    const { databaseName, key } = this.options
    this.worker.postMessage({ type: 'start', databaseName, key })
    return this.worker
  }

  private fail(error: string): void {
    this.options.logger.error('the worker of the index failed; lists are scanned until it is started again', { error })
    this.end()
    this.resting = this.owned.add(
      this.options.clock.schedule(REST_MS, () => {
        this.recover()
      }),
    )
  }

  /** Lists that are searched or narrowed ask again, which starts it. */
  private recover(): void {
    if (this.resting) this.owned.release(this.resting)
    this.resting = null
    this.options.onIndexed()
  }

  private end(): void {
    this.worker?.terminate()
    this.worker = null
    for (const answer of [...this.finds.values(), ...this.asked.values()]) answer(null)
    this.finds.clear()
    this.asked.clear()
  }

  private receive(message: FromSearch): void {
    switch (message.type) {
      case 'indexed':
        this.options.onIndexed()
        break
      case 'failed':
        this.fail('it could not read the chats')
        break
      case 'found':
        this.finds.get(message.requestId)?.(message.answer)
        this.finds.delete(message.requestId)
        break
      case 'options':
        this.asked.get(message.requestId)?.(message.options)
        this.asked.delete(message.requestId)
        break
      case 'log':
        this.options.logger[message.level](message.message, message.context)
        break
    }
  }
}
