import type { Clock } from '#shared/lib/clock'
import { describeError, type Logger } from '#shared/lib/logger'
import { err, ok, type Result } from '#shared/lib/result'

import { forgetEventsBefore, readConnection, updateConnection } from '../../store/mango'
import type { Store, Write } from '../../store/store'
import { forgetRequestsBefore } from '../../store/telephony-requests'
import type { CallBook } from './call-book'
import { detailOf, LOCKOUT_MS, type MangoFailure } from './failure'
import type { MangoApi } from './mango-api'
import { pause } from './pause'
import { liveCallsNow } from './read-telephony'
import type { StatsRow } from './wire/model'

const EVERY_MS = 5 * 60_000
const AFTER_FAILURE_MS = 30_000
/** The PBX asks for as much between two questions for a result. */
const RESULT_AFTER_MS = 5_000
const RESULT_QUESTIONS = 60
/** A month at most may be asked for at once. */
const WINDOW_MS = 30 * 86_400_000
/** Statistics are of calls that are over, and stand at their beginning: so long may one have lasted. */
const LONGEST_CALL_MS = 6 * 60 * 60_000
/** Another leg of it may still come. */
const SETTLED_AFTER_MS = 60_000
const SAME_LEG_S = 2
const ENTRIES_AT_ONCE = 50
const EVENTS_KEPT_MS = 45 * 86_400_000

export interface ComparerDeps {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly api: MangoApi
  readonly book: CallBook
  readonly stop: AbortSignal
  readonly tellProblem: (problem: MangoFailure | null) => void
}

/**
 * Compares the calls with the PBX's own statistics: at the start, which is after every absence, and every few minutes,
 * because nobody says what becomes of an event that was not taken. Names of employees are read by the way.
 */
export class Comparer {
  private running: Promise<void> | null = null

  constructor(private readonly deps: ComparerDeps) {}

  start(): void {
    this.running = this.run()
  }

  /** Resolves once it has ended after `stop`. */
  async ended(): Promise<void> {
    await this.running
  }

  private async run(): Promise<void> {
    const { clock, stop, logger, tellProblem } = this.deps
    while (!stop.aborted) {
      const result = await this.pass().catch((error: unknown): Result<null, MangoFailure> => {
        logger.error('calls could not be compared', { cause: describeError(error) })
        return err({ kind: 'uncertain', detail: 'internal error' })
      })
      if (this.isStopped()) return
      tellProblem(result.ok ? null : result.error)
      if (!result.ok) {
        const { error } = result
        logger.warn('calls were not compared', { kind: error.kind, detail: detailOf(error) })
        // Only other keys help, and with these nothing is asked any more.
        if (error.kind === 'wrongKeys') return
      }
      await pause(clock, result.ok ? EVERY_MS : pauseAfter(result.error), stop)
    }
  }

  private isStopped(): boolean {
    return this.deps.stop.aborted
  }

  private async pass(): Promise<Result<null, MangoFailure>> {
    const { store, api, clock } = this.deps
    const employees = await api.employees()
    if (!employees.ok) return employees
    await store.write(async (tx) => {
      const before = await readConnection(tx)
      if (JSON.stringify(before?.employees) !== JSON.stringify(employees.value))
        await updateConnection(tx, { employees: employees.value })
      await forgetEventsBefore(tx, tx.nowMs - EVENTS_KEPT_MS)
      await forgetRequestsBefore(tx, tx.nowMs - EVENTS_KEPT_MS)
    })
    for (;;) {
      const connection = await store.read(readConnection)
      if (!connection) return ok(null)
      const nowMs = clock.now()
      const fromMs = Math.max(connection.sinceMs, connection.comparedToMs - LONGEST_CALL_MS)
      const toMs = Math.min(nowMs, fromMs + WINDOW_MS)
      const compared = await this.compare(fromMs, toMs)
      if (!compared.ok) return compared
      await store.write((tx) => updateConnection(tx, { comparedToMs: toMs }))
      if (toMs >= nowMs) return ok(null)
    }
  }

  private async compare(fromMs: number, toMs: number): Promise<Result<null, MangoFailure>> {
    const { api, clock, stop, store, logger } = this.deps
    const asked = await api.askStatistics(Math.floor(fromMs / 1000), Math.ceil(toMs / 1000))
    if (!asked.ok) return asked
    for (let question = 0; question < RESULT_QUESTIONS; question += 1) {
      await pause(clock, RESULT_AFTER_MS, stop)
      const result = await api.statistics(asked.value)
      if (!result.ok) return result
      if (!result.value) continue
      const { rows, unread } = result.value
      if (unread > 0) logger.warn('lines of the statistics could not be read', { unread, read: rows.length })
      const entries = byEntry(rows)
      for (let start = 0; start < entries.length; start += ENTRIES_AT_ONCE) {
        const some = entries.slice(start, start + ENTRIES_AT_ONCE)
        await store.write((tx) => this.takeEntries(tx, some))
      }
      return ok(null)
    }
    return err({ kind: 'uncertain', detail: 'the statistics were not made in time' })
  }

  private async takeEntries(tx: Write, entries: readonly (readonly [string, readonly StatsRow[]])[]): Promise<void> {
    const live = new Map((await liveCallsNow(tx)).map(({ call, facts }) => [call.entryId, facts.legStartS]))
    for (const [entryId, rows] of entries) {
      const endedMs = Math.max(...rows.map(({ finishS }) => finishS)) * 1000
      if (endedMs > tx.nowMs - SETTLED_AFTER_MS) continue
      // Legs that go on stand in no statistics. Where the live one does, word of its end was lost.
      const liveSinceS = live.get(entryId)
      const isOver = liveSinceS === undefined || rows.some(({ startS }) => Math.abs(startS - liveSinceS) <= SAME_LEG_S)
      if (isOver) await this.deps.book.takeRows(tx, entryId, rows)
    }
  }
}

function byEntry(rows: readonly StatsRow[]): readonly (readonly [string, readonly StatsRow[]])[] {
  const entries = new Map<string, StatsRow[]>()
  for (const row of rows) entries.set(row.entryId, [...(entries.get(row.entryId) ?? []), row])
  return [...entries]
}

function pauseAfter(failure: MangoFailure): number {
  if (failure.kind === 'limited' || failure.kind === 'locked') return Math.max(failure.retryAfterMs, AFTER_FAILURE_MS)
  return failure.kind === 'refused' ? LOCKOUT_MS : AFTER_FAILURE_MS
}
