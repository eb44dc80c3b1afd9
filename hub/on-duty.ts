import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { Store } from './store/store'

interface Worker {
  start?(): Promise<void>
  stop(): Promise<void> | void
}

export interface OnDutyDependencies {
  readonly store: Pick<Store, 'hold'>
  readonly logger: Logger
}

/**
 * Work that one of several hubs on one database does (docs/adr/0038). Each time that the duty is this hub's a worker is
 * made for it, and what the worker before left, here or elsewhere, is what its own start puts in order.
 */
export class OnDuty<W extends Worker> {
  private worker: W | null = null
  private handle: Disposable | null = null
  private last: Promise<void> = Promise.resolve()
  private isWanted = false

  constructor(
    private readonly deps: OnDutyDependencies,
    private readonly duty: string,
    private readonly make: () => W,
  ) {}

  /** `null` while another hub is at it. */
  get current(): W | null {
    return this.worker
  }

  /** Resolves once the worker has begun, where no other hub can be at it. */
  async begin(): Promise<void> {
    this.handle = this.deps.store.hold(this.duty, {
      taken: () => {
        this.isWanted = true
        this.inTurn(() => this.beginWork())
      },
      lost: () => {
        this.isWanted = false
        this.inTurn(() => this.endWork())
      },
    })
    await this.last
  }

  async stop(): Promise<void> {
    this.isWanted = false
    this.inTurn(() => this.endWork())
    await this.last
    // Only now may another hub begin.
    this.handle?.dispose()
  }

  private async beginWork(): Promise<void> {
    if (!this.isWanted || this.worker) return
    const worker = this.make()
    this.worker = worker
    await worker.start?.()
  }

  private async endWork(): Promise<void> {
    const { worker } = this
    this.worker = null
    await worker?.stop()
  }

  private inTurn(step: () => Promise<void>): void {
    this.last = this.last.then(step).catch((error: unknown) => {
      this.deps.logger.error('a duty was not begun or ended in good order', {
        duty: this.duty,
        cause: describeError(error),
      })
    })
  }
}
