import type { Channel } from '#shared/domain/channel'
import { sleep, type Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { CommittedChange, Store } from '../store/store'
import type { DeskSession } from './desk-session'
import { News } from './news'
import { withPresentRows, type ChannelsByIds } from './present-rows'
import { SharedPast } from './shared-past'

export interface FeedSource {
  readonly store: Store
  readonly channels: () => Promise<readonly Channel[]>
  readonly channelsByIds: ChannelsByIds
}

/** So much longer than to tell all desks is waited until they are told again: a fifth of the hub's time goes into it, with a thousand desks a third. */
const PAUSE_PER_TELLING = 4
/** Nobody sees a message come by so much later. */
const LONGEST_PAUSE_MS = 60
/** They are told at once, however slow the computer is at this moment. */
const FEW_DESKS = 20

/**
 * Passes every commit to every connected desk. Commits of one turn of the event loop travel together; with hundreds of
 * desks, also those of some ten milliseconds (docs/adr/0046).
 */
export class Feed implements Disposable {
  readonly past: SharedPast
  private readonly sessions = new Set<DeskSession>()
  private readonly subscription: Disposable
  private pending: CommittedChange[] = []
  private isPumping = false
  private toldAtMs = Number.NEGATIVE_INFINITY
  private tellingTookMs = 0
  private endRest: (() => void) | null = null

  constructor(
    private readonly source: FeedSource,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.past = new SharedPast(source, clock)
    this.subscription = source.store.committed.on((changes) => {
      this.pending.push(...changes)
      if (!this.isPumping) void this.pump()
      else if (this.isWaitedFor(changes)) this.hurry()
    })
  }

  join(session: DeskSession): void {
    this.sessions.add(session)
    this.hurry()
  }

  /** At one of the desks somebody waits now. */
  hurry(): void {
    this.endRest?.()
  }

  leave(session: DeskSession): void {
    this.sessions.delete(session)
    session.close()
  }

  dispose(): void {
    this.subscription.dispose()
    this.past.dispose()
    for (const session of this.sessions) session.close()
    this.sessions.clear()
    this.hurry()
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
        if (rows.some(({ row }) => row === null)) this.past.forget()
        const news = new News(rows, upTo, true)
        this.tell(news)
      } catch (error) {
        this.logger.error('committed changes could not be passed on', { upTo, cause: describeError(error) })
        // The next push would lead the desks past these changes: they come back with their cursors instead.
        for (const session of this.sessions) session.fail()
      }
    }
    this.isPumping = false
  }

  private isWaitedFor(changes: readonly CommittedChange[]): boolean {
    for (const session of this.sessions) if (session.waitsFor(changes)) return true
    return false
  }

  private tell(news: News): void {
    const beganMs = this.clock.now()
    for (const session of this.sessions) session.push(news)
    this.toldAtMs = this.clock.now()
    this.tellingTookMs = this.toldAtMs - beganMs
  }

  /** What no desk wants yet is not read yet. */
  private async rest(): Promise<void> {
    const restMs = Math.min(...[...this.sessions].map(({ restsForMs }) => restsForMs))
    if (restMs === 0 || !Number.isFinite(restMs) || this.isWaitedFor(this.pending)) return
    await new Promise<void>((resolve) => {
      const timer = this.clock.schedule(restMs, resolve)
      this.endRest = () => {
        timer.dispose()
        resolve()
      }
    })
    this.endRest = null
  }

  /** What comes after a quiet while goes out at once. */
  private async pause(): Promise<void> {
    const isQuick = this.sessions.size <= FEW_DESKS
    if (isQuick) await this.rest()
    const pauseMs = isQuick ? 0 : Math.min(LONGEST_PAUSE_MS, PAUSE_PER_TELLING * this.tellingTookMs)
    const leftMs = Math.min(pauseMs, this.toldAtMs + pauseMs - this.clock.now())
    if (leftMs > 0) {
      await sleep(this.clock, leftMs)
      return
    }
    // Runs once every commit that became durable just now is announced.
    await new Promise<void>((resolve) => {
      process.nextTick(resolve)
    })
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
