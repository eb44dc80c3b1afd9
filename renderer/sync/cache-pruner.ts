import type { ChatId } from '#shared/domain/ids'
import { sleep, type Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { CacheBounds } from '../data/desk-data'
import type { PruneRepository, PruneStep } from '../data/prune.repository'

/** What the browser says of its disk (Storage standard, §5). */
export interface StorageUse {
  readonly usage?: number | undefined
  readonly quota?: number | undefined
}

export interface CachePrunerDeps {
  readonly cache: PruneRepository
  readonly clock: Clock
  readonly logger: Logger
  readonly estimate: () => Promise<StorageUse>
  /** Somebody reads the conversation, or a page of it is on its way. */
  readonly isBusy: (id: ChatId) => boolean
}

/** The start and what was missed meanwhile are long over. */
const FIRST_MS = 5 * 60_000
const AGAIN_MS = 6 * 3_600_000
/** Whoever moves a setting to and fro means the last. */
const AFTER_CHANGE_MS = 10_000
const DAY_MS = 24 * 3_600_000
const CHATS_AT_ONCE = 20
const STARTS_AT_ONCE = 500
/** Between two steps the worker does what it is there for. */
const PAUSE_MS = 20
/** What goes frees its place on the disk somewhat later: no more goes meanwhile. */
const REFUSED_AGAIN_MS = 60_000
/** Beyond that share of what the browser allows the cache gives some back before it is refused. */
const QUOTA_SHARE = 0.8
/** So much goes of a cache that has no room. */
const GIVEN_BACK = 0.1

/**
 * Keeps the cache within its bounds: by age, by number, and by what the disk allows. First what is too old goes, of all
 * conversations; then, while it is still too much, the conversations in which nothing was said for longest.
 */
export class CachePruner implements Disposable {
  private readonly owned = new DisposableStore()
  private bounds: CacheBounds | null = null
  private aheadMs: number | null = null
  private timer: Disposable | null = null
  private isPruning = false
  private gaveBackAtMs = Number.NEGATIVE_INFINITY

  constructor(private readonly deps: CachePrunerDeps) {}

  setBounds(bounds: CacheBounds): void {
    const isFirst = this.bounds === null
    const isSame = this.bounds?.days === bounds.days && this.bounds.thousands === bounds.thousands
    this.bounds = bounds
    if (!isSame) this.schedule(isFirst ? FIRST_MS : AFTER_CHANGE_MS)
  }

  /** Age is counted by the hub's time: a computer whose clock is years ahead would keep nothing. */
  setAhead(aheadMs: number): void {
    this.aheadMs = aheadMs
  }

  /** The disk has refused a write: the least recent conversations go now; answers how many messages went. */
  async giveBack(): Promise<number> {
    const nowMs = this.deps.clock.now()
    if (this.aheadMs === null || nowMs - this.gaveBackAtMs < REFUSED_AGAIN_MS) return 0
    this.gaveBackAtMs = nowMs
    return this.within(async () => {
      const count = await this.deps.cache.countMessages()
      return this.leaveAtMost(Math.floor(count * (1 - GIVEN_BACK)), count)
    })
  }

  dispose(): void {
    this.owned.dispose()
  }

  private schedule(delayMs: number): void {
    if (this.owned.isDisposed) return
    if (this.timer) this.owned.release(this.timer)
    this.timer = this.owned.add(
      this.deps.clock.schedule(delayMs, () => {
        this.timer = null
        this.prune()
          .catch((error: unknown) => {
            this.deps.logger.error('the cache could not be brought within its bounds', { error: describeError(error) })
          })
          .finally(() => {
            this.schedule(AGAIN_MS)
          })
      }),
    )
  }

  private async prune(): Promise<void> {
    const { bounds, aheadMs } = this
    // Without the hub nothing that goes could be fetched again.
    if (!bounds || aheadMs === null) return
    await this.within(async () => {
      const old = bounds.days > 0 ? await this.leaveSince(this.deps.clock.now() + aheadMs - bounds.days * DAY_MS) : 0
      const count = await this.deps.cache.countMessages()
      const most = Math.min(bounds.thousands > 0 ? bounds.thousands * 1_000 : Infinity, await this.mostByDisk(count))
      return old + (count > most ? await this.leaveAtMost(most, count) : 0)
    })
  }

  private async within(work: () => Promise<number>): Promise<number> {
    if (this.isPruning) return 0
    this.isPruning = true
    try {
      const gone = await work()
      if (gone > 0) this.deps.logger.info('old messages left the cache', { count: gone })
      return gone
    } finally {
      this.isPruning = false
    }
  }

  private async mostByDisk(count: number): Promise<number> {
    const { usage, quota } = await this.deps.estimate()
    if (usage === undefined || quota === undefined || usage <= quota * QUOTA_SHARE) return Infinity
    this.deps.logger.warn('the disk leaves little room for the cache')
    return Math.floor(count * (1 - GIVEN_BACK))
  }

  private leaveSince(beforeMs: number): Promise<number> {
    return this.walk<ChatId>(
      (after) => this.deps.cache.withOlder(beforeMs, after, STARTS_AT_ONCE),
      beforeMs,
      () => false,
    )
  }

  private leaveAtMost(most: number, count: number): Promise<number> {
    return this.walk<readonly [number, ChatId]>(
      (before) => this.deps.cache.leastRecent(before, CHATS_AT_ONCE),
      Number.MAX_SAFE_INTEGER,
      (gone) => count - gone <= most,
    )
  }

  private async walk<Place>(
    stepFrom: (place: Place | null) => Promise<PruneStep<Place>>,
    beforeMs: number,
    isEnough: (gone: number) => boolean,
  ): Promise<number> {
    const isOver = (gone: number) => isEnough(gone) || this.owned.isDisposed
    let gone = 0
    let place: Place | null = null
    do {
      const step: PruneStep<Place> = await stepFrom(place)
      place = step.next
      for (let at = 0; at < step.chatIds.length && !isOver(gone); at += CHATS_AT_ONCE) {
        const part = step.chatIds.slice(at, at + CHATS_AT_ONCE)
        // Of a long conversation a step takes a piece.
        for (let went = -1; went !== 0 && !isOver(gone);) {
          went = await this.deps.cache.shorten(part, beforeMs, this.deps.isBusy)
          gone += went
          if (went > 0) await sleep(this.deps.clock, PAUSE_MS)
        }
      }
    } while (place !== null && !isOver(gone))
    return gone
  }
}
