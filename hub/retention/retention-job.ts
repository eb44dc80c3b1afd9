import { expiresBefore, RETENTION_KINDS, type RetentionRules } from '#shared/domain/retention'
import { sleep, type Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { BlobStore } from '../files/blob-store'
import type { NewId } from '../ids'
import { removeDroppedFiles } from '../personal-data/file-remover'
import { recordAudit } from '../store/audit-log'
import { readRetention } from '../store/central-settings'
import { beginRun, countRemoved, endRun, lastRun, lockRun, type RetentionRun } from '../store/retention/runs'
import type { Store } from '../store/store'
import { stepsOf, type Step } from './expire'
import { lookAtClock } from './look-at-clock'

const FIRST_AFTER_MS = 60_000
/** After something of the directory was saved; it may have been the rules. */
const SAVED_AFTER_MS = 5_000
const EVERY_MS = 60 * 60_000
/** By the same rules once a day. */
const AGAIN_AFTER_MS = 20 * 60 * 60_000
/** Between two transactions, so that the people at work come first. */
const PAUSE_MS = 30

export interface RetentionParts {
  readonly store: Store
  readonly blobs: BlobStore
  readonly clock: Clock
  readonly newId: NewId
  readonly logger: Logger
}

/**
 * Removes what has outlived its term (spec C9, docs/adr/0052): in small transactions, each of which counts what it did
 * in its run, so that whoever goes on after a kill does neither more nor less. One hub of several is at it.
 */
export class RetentionJob {
  private timer: Disposable | null = null
  private listener: Disposable | null = null
  private passing: Promise<void> = Promise.resolve()
  private isStopped = false

  constructor(private readonly parts: RetentionParts) {}

  start(): Promise<void> {
    this.lookIn(FIRST_AFTER_MS)
    this.listener = this.parts.store.committed.on((changes) => {
      if (changes.some(({ entity }) => entity === 'directory')) this.lookIn(SAVED_AFTER_MS)
    })
    return Promise.resolve()
  }

  async stop(): Promise<void> {
    this.isStopped = true
    this.listener?.dispose()
    this.timer?.dispose()
    await this.passing
  }

  /** Everything that is due. */
  async pass(): Promise<void> {
    const { store, newId, blobs, logger } = this.parts
    const { trustedMs, held } = await lookAtClock(store)
    const rules = await store.read(readRetention)
    if (trustedMs === null) {
      if (RETENTION_KINDS.some((kind) => rules[kind] !== null))
        logger.warn('nothing is removed by its term: the clock is not certain', { held })
      return
    }
    if (!(await this.isDue(rules, trustedMs))) return
    const run = await store.write((tx) => beginRun(tx, newId(), rules))
    for (const kind of RETENTION_KINDS) {
      const beforeMs = expiresBefore(rules, kind, trustedMs)
      if (beforeMs === null) continue
      for await (const step of stepsOf(store, newId, kind, beforeMs))
        if (!(await this.untilDone(run, kind, step))) return
    }
    await this.end(run)
    await removeDroppedFiles(store, blobs)
  }

  private async isDue(rules: RetentionRules, nowMs: number): Promise<boolean> {
    const last = await this.parts.store.read(lastRun)
    if (!last || last.endedAtMs === null) return true
    const isSame = RETENTION_KINDS.every((kind) => last.rules[kind] === rules[kind])
    return !isSame || nowMs - last.endedAtMs >= AGAIN_AFTER_MS || last.endedAtMs > nowMs
  }

  /** `false`: this hub ends, or another one is at it. */
  private async untilDone(run: RetentionRun, kind: keyof RetentionRules, step: Step): Promise<boolean> {
    for (;;) {
      if (this.isStopped) return false
      const count = await this.parts.store.write(async (tx) => {
        const open = await lockRun(tx, run.id)
        if (!open) return null
        const removed = await step(tx)
        if (removed > 0) await countRemoved(tx, open, kind, removed)
        return removed
      })
      if (count === null) return false
      if (count === 0) return true
      await sleep(this.parts.clock, PAUSE_MS)
    }
  }

  private async end(run: RetentionRun): Promise<void> {
    const { store, newId, logger } = this.parts
    const removed = await store.write(async (tx) => {
      const open = await lockRun(tx, run.id)
      if (!open) return null
      await endRun(tx, open)
      const about = Object.fromEntries(Object.entries(open.removed).filter(([, count]) => count > 0))
      if (Object.keys(about).length > 0) await recordAudit(tx, newId(), { kind: 'retentionApplied', about })
      return about
    })
    if (removed && Object.keys(removed).length > 0) logger.info('what had outlived its term was removed', removed)
  }

  private lookIn(afterMs: number): void {
    this.timer?.dispose()
    if (this.isStopped) return
    this.timer = this.parts.clock.schedule(afterMs, () => {
      this.passing = this.passing
        .then(() => this.pass())
        .catch((error: unknown) => {
          this.parts.logger.error('what had outlived its term could not be removed', { cause: describeError(error) })
        })
      void this.passing.then(() => {
        this.lookIn(EVERY_MS)
      })
    })
  }
}
