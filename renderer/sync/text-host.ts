import type { Clock } from '#shared/lib/clock'
import { DisposableStore, toDisposable, type Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { CacheChange } from '../data/cache-changes'
import type { MessageQuery } from '../data/desk-data'
import type { CacheKey } from '../data/sealing/cache-key'
import type { FoundMessages } from '../data/found-message'
import type { FromText, ToText } from './text-messages'

/** What the host needs of a `Worker`. */
export interface TextWorkerLike {
  postMessage(message: ToText): void
  terminate(): void
  onmessage: ((event: MessageEvent<FromText>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

export interface TextHostOptions {
  readonly databaseName: string
  readonly key: CacheKey | null
  readonly createWorker: () => TextWorkerLike
  readonly clock: Clock
  readonly logger: Logger
  readonly onIndexed: () => void
  /** This window also has the index kept in step while nobody searches. */
  readonly keepsUp: boolean
}

/** The start of the desk is long over. */
const FIRST_MS = 120_000
/** What came since is indexed in one go; an erasure waits no longer than that. */
const AGAIN_MS = 600_000
const ERASED_MS = 1_000
/** Nobody has searched for so long: the worker writes down what it has, and its memory is given back. */
const REST_AFTER_MS = 60_000
/** A worker that died is started again after this time at the earliest. */
const AFTER_FAILURE_MS = 30_000

const UNAVAILABLE: FoundMessages = { hits: [], count: 0, index: { kind: 'unavailable' } }

/**
 * The window's side of the full text. The worker lives as long as somebody searches, and now and then for what came
 * meanwhile; everything it knows is on the disk, so that it is ready at once.
 */
export class TextHost implements Disposable {
  private readonly owned = new DisposableStore()
  private worker: TextWorkerLike | null = null
  private isResting = false
  private isBehind = true
  private lastAskedMs = 0
  private rest: Disposable | null = null
  private catchUp: Disposable | null = null
  private recovery: Disposable | null = null
  private readonly finds = new Map<number, (found: FoundMessages) => void>()
  private lastRequestId = 0
  private looking = 0
  private isWriting = false

  constructor(private readonly options: TextHostOptions) {
    this.scheduleCatchUp(FIRST_MS)
  }

  find(query: MessageQuery): Promise<FoundMessages> {
    const worker = this.running()
    if (!worker) return Promise.resolve(UNAVAILABLE)
    this.lastAskedMs = this.options.clock.now()
    this.scheduleRest()
    this.lastRequestId += 1
    const requestId = this.lastRequestId
    return new Promise((resolve) => {
      this.finds.set(requestId, resolve)
      worker.postMessage({ type: 'find', requestId, query })
    })
  }

  /** Somebody looks at what is found, until it is disposed: the index is built as fast as it can be. */
  look(): Disposable {
    this.looking += 1
    return toDisposable(() => {
      this.looking -= 1
      if (this.looking === 0) this.worker?.postMessage({ type: 'left' })
    })
  }

  /** Somebody at this desk writes, or has stopped. */
  setWriting(isWriting: boolean): void {
    this.isWriting = isWriting
    this.worker?.postMessage({ type: 'writing', isWriting })
  }

  handleChange({ everything, timelines, erased }: CacheChange): void {
    if (everything !== true && !timelines && erased !== true) return
    this.isBehind = true
    if (erased === true) this.scheduleCatchUp(ERASED_MS)
    else if (!this.catchUp) this.scheduleCatchUp(AGAIN_MS)
  }

  /** The cache had closed under it and is open again. */
  beginAnew(): void {
    if (this.owned.isDisposed) return
    const wasAtWork = this.worker !== null || this.isResting
    this.end()
    if (wasAtWork) this.recover()
  }

  dispose(): void {
    this.owned.dispose()
    this.end()
  }

  private scheduleCatchUp(delayMs: number): void {
    if (!this.options.keepsUp || this.owned.isDisposed) return
    if (this.catchUp) this.owned.release(this.catchUp)
    this.catchUp = this.owned.add(
      this.options.clock.schedule(delayMs, () => {
        this.catchUp = null
        if (this.isBehind) this.running()?.postMessage({ type: 'rest' })
      }),
    )
  }

  private scheduleRest(): void {
    if (this.rest) this.owned.release(this.rest)
    this.rest = this.owned.add(
      this.options.clock.schedule(REST_AFTER_MS, () => {
        this.rest = null
        this.worker?.postMessage({ type: 'rest' })
      }),
    )
  }

  private running(): TextWorkerLike | null {
    if (this.worker || this.isResting || this.owned.isDisposed) return this.worker
    try {
      this.worker = this.options.createWorker()
    } catch (error) {
      this.fail(describeError(error))
      return null
    }
    this.isBehind = false
    this.worker.onmessage = ({ data }) => {
      this.receive(data)
    }
    this.worker.onerror = (event) => {
      this.fail(event.message)
    }
    const { databaseName, key } = this.options
    this.worker.postMessage({ type: 'start', databaseName, key })
    if (this.isWriting) this.worker.postMessage({ type: 'writing', isWriting: true })
    return this.worker
  }

  private receive(message: FromText): void {
    switch (message.type) {
      case 'found':
        this.finds.get(message.requestId)?.(message.found)
        this.finds.delete(message.requestId)
        break
      case 'indexed':
        this.options.onIndexed()
        break
      case 'rested':
        // Asked in the meantime, it goes on.
        if (this.finds.size === 0 && this.options.clock.now() - this.lastAskedMs >= REST_AFTER_MS) this.end()
        break
      case 'failed':
        this.fail('it could not go on')
        break
      case 'log':
        this.options.logger[message.level](message.message, message.context)
        break
    }
  }

  private fail(error: string): void {
    this.options.logger.error('the worker of the full text failed; it is started again in a while', { error })
    this.end()
    this.isResting = true
    this.recovery = this.owned.add(
      this.options.clock.schedule(AFTER_FAILURE_MS, () => {
        this.recover()
      }),
    )
  }

  /** Whoever searches asks again; what it was at work on is gone on with, also where nobody does. */
  private recover(): void {
    if (this.recovery) this.owned.release(this.recovery)
    this.recovery = null
    this.isResting = false
    this.isBehind = true
    this.options.onIndexed()
    if (!this.catchUp) this.scheduleCatchUp(FIRST_MS)
  }

  private end(): void {
    this.worker?.terminate()
    this.worker = null
    for (const answer of this.finds.values()) answer(UNAVAILABLE)
    this.finds.clear()
  }
}
