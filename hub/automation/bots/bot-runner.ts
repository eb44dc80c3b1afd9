import type { CaseId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import { desksFirst } from '../../desks-first'
import type { NewId } from '../../ids'
import type { SecretBox } from '../../secrets/secret-box'
import { casesOfRemovedBots, headTurns, type BotTurnRow } from '../../store/bot-turns'
import type { Store } from '../../store/store'
import { askEndpoint } from './ask-endpoint'
import { beginTurn, dropRemovedBot, endTurn } from './turn-steps'

const CASES_AT_ONCE = 8
const PAUSE_AFTER_FAILURE_MS = 5_000

export interface BotDependencies {
  readonly store: Pick<Store, 'read' | 'write' | 'committed'>
  readonly clock: Clock
  readonly logger: Logger
  readonly newId: NewId
  readonly secrets: SecretBox
  readonly fetch: typeof fetch
  /** Something was said, and has to be sent. */
  readonly done: () => void
}

/**
 * Asks the bots that have cases, each case one question at a time. A question stands in the database until its answer
 * is done in one transaction: after a crash it is asked again under the same key, and nothing is said twice.
 */
export class BotRunner {
  private readonly listener: Disposable
  private readonly busy = new Map<CaseId, Promise<void>>()
  private readonly ending = new AbortController()
  private passing: Promise<void> | null = null
  private again = false
  private timer: Disposable | null = null
  /** A bot may have been removed, also just before the last hub ended. */
  private mayBeOrphaned = true

  constructor(private readonly deps: BotDependencies) {
    this.listener = deps.store.committed.on((changes) => {
      const isOfBots = changes.some(({ entity }) => entity === 'directory')
      if (isOfBots) this.mayBeOrphaned = true
      if (isOfBots || changes.some(({ entity }) => entity === 'chat')) this.wake()
    })
  }

  start(): Promise<void> {
    this.wake()
    return Promise.resolve()
  }

  wake(): void {
    if (this.isStopped) return
    if (this.passing) {
      this.again = true
      return
    }
    this.passing = this.pass()
      .catch((error: unknown) => {
        this.fail('the questions to bots could not be read', error)
      })
      .finally(() => {
        this.passing = null
        if (!this.again) return
        this.again = false
        this.wake()
      })
  }

  get isBusy(): boolean {
    return this.passing !== null || this.busy.size > 0
  }

  /** Resolves when no bot is asked any more. */
  async idle(): Promise<void> {
    while (this.isBusy) await Promise.all([this.passing, ...this.busy.values()])
  }

  /** What is under way is asked again by the next hub. */
  async stop(): Promise<void> {
    this.listener.dispose()
    this.timer?.dispose()
    this.ending.abort()
    await this.idle()
  }

  private get isStopped(): boolean {
    return this.ending.signal.aborted
  }

  private async pass(): Promise<void> {
    const { store, newId } = this.deps
    await desksFirst()
    if (this.mayBeOrphaned) {
      this.mayBeOrphaned = false
      for (const id of await store.read(casesOfRemovedBots)) await store.write((tx) => dropRemovedBot(tx, newId, id))
    }
    for (const turn of await store.read(headTurns)) {
      if (this.isStopped || this.busy.size >= CASES_AT_ONCE) break
      if (!this.busy.has(turn.caseId)) this.begin(turn)
    }
  }

  private begin(turn: BotTurnRow): void {
    const work = this.ask(turn)
      .catch((error: unknown) => {
        this.fail('a bot could not be asked', error)
      })
      .finally(() => {
        this.busy.delete(turn.caseId)
        if (!this.timer) this.wake()
      })
    this.busy.set(turn.caseId, work)
  }

  private async ask(turn: BotTurnRow): Promise<void> {
    const { store, clock, newId, secrets, logger } = this.deps
    const question = await store.write((tx) => beginTurn(tx, newId, secrets, turn))
    if (question) {
      const outcome = await askEndpoint(question, clock, this.deps.fetch, this.ending.signal)
      if (this.isStopped) return
      logger.info('a bot was asked', { turnId: turn.id, result: outcome.ok ? outcome.value.action : outcome.error })
      await store.write((tx) => endTurn(tx, newId, turn, outcome))
    }
    this.deps.done()
  }

  private fail(message: string, error: unknown): void {
    const { logger, clock } = this.deps
    logger.error(message, { cause: describeError(error) })
    if (this.isStopped) return
    this.timer?.dispose()
    this.timer = clock.schedule(PAUSE_AFTER_FAILURE_MS, () => {
      this.timer = null
      this.wake()
    })
  }
}
