import type { ChannelId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { Store } from '../store/store'

const TRY_AGAIN_MS = 5_000

export interface LeaseDependencies {
  readonly store: Pick<Store, 'hold' | 'dutiesLooked' | 'isShared'>
  readonly clock: Clock
  readonly logger: Logger
}

interface Lease {
  isHere: boolean
  /** Of each time that it was taken: what belongs to an earlier one comes too late. */
  term: number
  handle: Disposable | null
  retry: Disposable | null
}

/** The channels that this hub works for: all of them, where no other hub is on its database. */
export class Leases {
  private readonly leases = new Map<ChannelId, Lease>()
  private readonly takeOvers = new Set<Promise<void>>()

  constructor(
    private readonly deps: LeaseDependencies,
    /** Puts in order what the hub before left; the channel is this hub's once that is done. */
    private readonly prepare: (id: ChannelId) => Promise<void>,
    private readonly begin: (id: ChannelId) => Promise<void>,
    private readonly end: (id: ChannelId) => void,
  ) {}

  isHere(id: ChannelId): boolean {
    return this.leases.get(id)?.isHere ?? false
  }

  want(id: ChannelId): void {
    if (this.leases.has(id)) return
    const lease = this.open(id)
    const taken = () => {
      lease.term += 1
      // Nobody else was at it.
      if (!this.deps.store.isShared) lease.isHere = true
      else this.beginTakeOver(id, lease)
    }
    lease.handle = this.deps.store.hold(dutyOf(id), {
      taken,
      lost: () => {
        this.lost(id, lease)
      },
    })
  }

  /** Of a channel that no other hub knows yet; resolves once it is this hub's. */
  wantNew(id: ChannelId): Promise<void> {
    const lease = this.open(id)
    return new Promise((resolve) => {
      lease.handle = this.deps.store.hold(dutyOf(id), {
        taken: () => {
          lease.term += 1
          if (lease.term > 1) this.beginTakeOver(id, lease)
          else {
            lease.isHere = true
            resolve()
          }
        },
        lost: () => {
          this.lost(id, lease)
        },
      })
    })
  }

  drop(id: ChannelId): void {
    const lease = this.leases.get(id)
    this.leases.delete(id)
    if (!lease) return
    lease.isHere = false
    lease.term += 1
    lease.retry?.dispose()
    lease.handle?.dispose()
  }

  /** Resolves once every channel that was free works here. */
  async settled(): Promise<void> {
    await this.deps.store.dutiesLooked()
    while (this.takeOvers.size > 0) await Promise.all(this.takeOvers)
  }

  private beginTakeOver(id: ChannelId, lease: Lease): void {
    const work = this.takeOver(id, lease, lease.term).finally(() => {
      this.takeOvers.delete(work)
    })
    this.takeOvers.add(work)
  }

  private open(id: ChannelId): Lease {
    const lease: Lease = { isHere: false, term: 0, handle: null, retry: null }
    this.leases.set(id, lease)
    return lease
  }

  private lost(id: ChannelId, lease: Lease): void {
    lease.term += 1
    lease.retry?.dispose()
    if (!lease.isHere) return
    lease.isHere = false
    this.end(id)
  }

  private async takeOver(id: ChannelId, lease: Lease, term: number): Promise<void> {
    try {
      await this.prepare(id)
      if (lease.term !== term) return
      lease.isHere = true
      await this.begin(id)
    } catch (error) {
      if (lease.term !== term) return
      this.deps.logger.warn('a channel could not be taken over yet', { channel: id, cause: describeError(error) })
      lease.retry = this.deps.clock.schedule(TRY_AGAIN_MS, () => void this.takeOver(id, lease, term))
    }
  }
}

function dutyOf(id: ChannelId): string {
  return `channel ${id}`
}
