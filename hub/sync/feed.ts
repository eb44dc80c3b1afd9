import type { Channel } from '#shared/domain/channel'
import { sleep, type Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { CommittedChange, Store } from '../store/store'
import type { DeskSession } from './desk-session'
import { News } from './news'
import { withPresentRows, type ChannelsByIds } from './present-rows'

export interface FeedSource {
  readonly store: Store
  readonly channels: () => Promise<readonly Channel[]>
  readonly channelsByIds: ChannelsByIds
}

/** A frame costs each desk's line as much as a dozen more changes in it: the more desks, the more goes together. */
const DESKS_PER_MS_OF_PAUSE = 20
/** Nobody sees a message come by so much later. */
const LONGEST_PAUSE_MS = 50

/**
 * Passes every commit to every connected desk. Commits of one turn of the event loop travel together; with hundreds of
 * desks, also those of some ten milliseconds (docs/adr/0046).
 */
export class Feed implements Disposable {
  private readonly sessions = new Set<DeskSession>()
  private readonly subscription: Disposable
  private pending: CommittedChange[] = []
  private isPumping = false
  private passedAtMs = Number.NEGATIVE_INFINITY

  constructor(
    private readonly source: FeedSource,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.subscription = source.store.committed.on((changes) => {
      this.pending.push(...changes)
      if (!this.isPumping) void this.pump()
    })
  }

  join(session: DeskSession): void {
    this.sessions.add(session)
  }

  leave(session: DeskSession): void {
    this.sessions.delete(session)
    session.close()
  }

  dispose(): void {
    this.subscription.dispose()
    for (const session of this.sessions) session.close()
    this.sessions.clear()
  }

  private async pump(): Promise<void> {
    this.isPumping = true
    while (this.pending.length > 0) {
      await this.pause()
      const committed = this.pending
      this.pending = []
      if (this.sessions.size === 0) continue
      const changes = latestPerEntity(committed)
      const upTo = Math.max(...committed.map((change) => change.seq))
      try {
        const rows = await withPresentRows(this.source.store, this.source.channelsByIds, changes)
        const news = new News(rows, upTo)
        for (const session of this.sessions) session.push(news)
      } catch (error) {
        this.logger.error('committed changes could not be passed on', { upTo, cause: describeError(error) })
        // The next push would lead the desks past these changes: they come back with their cursors instead.
        for (const session of this.sessions) session.fail()
      }
    }
    this.isPumping = false
  }

  /** What comes after a quiet while goes out at once. */
  private async pause(): Promise<void> {
    const pauseMs = Math.min(LONGEST_PAUSE_MS, Math.floor(this.sessions.size / DESKS_PER_MS_OF_PAUSE))
    const leftMs = this.passedAtMs + pauseMs - this.clock.now()
    if (pauseMs > 0 && leftMs > 0) await sleep(this.clock, Math.min(leftMs, pauseMs))
    // Runs once every commit that became durable just now is announced.
    else
      await new Promise<void>((resolve) => {
        process.nextTick(resolve)
      })
    this.passedAtMs = this.clock.now()
  }
}

function latestPerEntity(changes: readonly CommittedChange[]): readonly CommittedChange[] {
  const latest = new Map<string, CommittedChange>()
  for (const change of changes) {
    const key = `${change.entity} ${change.id}`
    const before = latest.get(key)
    if (!before || change.seq > before.seq) latest.set(key, change)
  }
  return [...latest.values()].sort((a, b) => a.seq - b.seq)
}
