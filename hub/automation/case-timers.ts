import type { CaseId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import { desksFirst } from '../desks-first'
import { earliestDueMs, lockCase, lockDueCases, setDue, type StoredCase } from '../store/cases'
import type { CommittedChange, Store, Write } from '../store/store'

/** A computer that slept or whose clock was set is noticed this soon. */
const LOOK_AGAIN_MS = 60_000
const AT_ONCE = 50
/** Cases; settings of a channel; working hours. */
const PLANNED_BY: readonly CommittedChange['entity'][] = ['chat', 'channel', 'directory']
const PAUSE_AFTER_FAILURE_MS = 5_000
const PAUSE_OF_CASE_MS = 10 * 60_000

export interface TimerDependencies {
  readonly store: Pick<Store, 'read' | 'write' | 'committed'>
  readonly clock: Clock
  readonly logger: Logger
  /** Does what is due and leaves the case planned for later, or for never. */
  readonly onDue: (tx: Write, due: StoredCase) => Promise<void>
  /** Something was done, and may have to be sent. */
  readonly done: () => void
}

/**
 * Wakes cases when they have something to do by themselves. What is due stands in the database, so that it outlives
 * this process; each case is done in the transaction that plans it anew, so that nothing happens twice.
 */
export class CaseTimers implements Disposable {
  private readonly listener: Disposable
  private timer: Disposable | null = null
  private passing: Promise<void> | null = null
  private again = false
  private stopped = false

  constructor(private readonly deps: TimerDependencies) {
    this.listener = deps.store.committed.on((changes) => {
      if (changes.some(({ entity }) => PLANNED_BY.includes(entity))) this.wake()
    })
  }

  wake(): void {
    if (this.stopped) return
    if (this.passing) {
      this.again = true
      return
    }
    this.passing = this.pass()
      .catch((error: unknown) => {
        this.deps.logger.error('due cases could not be done', { cause: describeError(error) })
        this.lookAgainIn(PAUSE_AFTER_FAILURE_MS)
      })
      .finally(() => {
        this.passing = null
        if (!this.again) return
        this.again = false
        this.wake()
      })
  }

  dispose(): void {
    this.stopped = true
    this.listener.dispose()
    this.timer?.dispose()
  }

  get isBusy(): boolean {
    return this.passing !== null
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.passing) await this.passing
  }

  private async pass(): Promise<void> {
    const { store, clock } = this.deps
    await desksFirst()
    for (;;) {
      const dueAtMs = await store.read(earliestDueMs)
      if (this.hasStopped()) return
      if (dueAtMs === null || dueAtMs > clock.now()) {
        this.lookAgainIn(dueAtMs === null ? LOOK_AGAIN_MS : dueAtMs - clock.now())
        return
      }
      // Another hub is at them.
      if ((await this.doDue()) === 0) {
        this.lookAgainIn(PAUSE_AFTER_FAILURE_MS)
        return
      }
      this.deps.done()
    }
  }

  private async doDue(): Promise<number> {
    const { store, onDue, logger } = this.deps
    let taken: readonly StoredCase[] = []
    try {
      await store.write(async (tx) => {
        taken = await lockDueCases(tx, AT_ONCE)
        for (const due of taken) await onDue(tx, due)
      })
    } catch (error) {
      if (taken.length === 0) throw error
      // One that cannot be done must not keep the others from being done.
      logger.error('due cases are done one by one', { cause: describeError(error) })
      for (const { id } of taken) await this.doAlone(id)
    }
    return taken.length
  }

  private async doAlone(id: CaseId): Promise<void> {
    const { store, onDue, logger } = this.deps
    try {
      await store.write(async (tx) => {
        const due = await lockCase(tx, id)
        if (due !== null && due.dueAtMs !== null && due.dueAtMs <= tx.nowMs) await onDue(tx, due)
      })
    } catch (error) {
      logger.error('a due case could not be done', { caseId: id, cause: describeError(error) })
      await store.write((tx) => setDue(tx, id, tx.nowMs + PAUSE_OF_CASE_MS))
    }
  }

  private lookAgainIn(delayMs: number): void {
    this.timer?.dispose()
    if (this.hasStopped()) return
    this.timer = this.deps.clock.schedule(Math.min(delayMs, LOOK_AGAIN_MS), () => {
      this.wake()
    })
  }

  private hasStopped(): boolean {
    return this.stopped
  }
}
