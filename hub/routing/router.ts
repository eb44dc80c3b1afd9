import type { AgentId } from '#shared/domain/ids'
import { afterNoAnswer } from '#shared/domain/after-no-answer'
import { route, type Assignment } from '#shared/domain/routing'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import { homeTeam } from '../cases/case-flow'
import { changeCase, giveTo, queueCase } from '../cases/case-service'
import { desksFirst } from '../desks-first'
import type { NewId } from '../ids'
import { lockCase, type StoredCase } from '../store/cases'
import { readDistribution } from '../store/central-settings'
import { rankAgent, strandedCases, takeTurnToRoute, waitingCases } from '../store/routing'
import type { Read, Store, Write } from '../store/store'
import type { CallLoad } from './call-load'
import { routableAgents } from './routable-agents'

/** Looked at first: as a rule the front of the queue is what the free agents get. */
const FRONT_OF_QUEUE = 500

export interface RouterDependencies {
  readonly store: Pick<Store, 'read' | 'write' | 'committed'>
  readonly newId: NewId
  readonly calls: CallLoad
  readonly logger: Logger
}

/**
 * Gives waiting cases to free agents (spec Q9) whenever something was committed that may make it possible: a case, an
 * agent, a status, a setting; and when a call ends. Cases of removed agents and teams go back to a queue that exists.
 */
export class CaseRouter implements Disposable {
  private readonly listeners: readonly Disposable[]
  private passing: Promise<void> | null = null
  private again = false
  private stopped = false
  /** Somebody may have been removed, also just before the last hub ended. */
  private mayBeStranded = true

  constructor(private readonly deps: RouterDependencies) {
    this.listeners = [
      deps.store.committed.on((changes) => {
        if (changes.some(({ entity }) => entity === 'agent' || entity === 'directory')) this.mayBeStranded = true
        if (this.mayBeStranded || changes.some(({ entity }) => entity === 'chat')) this.wake()
      }),
      deps.calls.changed.on((agentId) => {
        this.callsChanged(agentId)
      }),
    ]
  }

  wake(): void {
    if (this.stopped) return
    if (this.passing) {
      this.again = true
      return
    }
    this.passing = this.pass()
      .catch((error: unknown) => {
        this.deps.logger.error('cases could not be routed', { cause: describeError(error) })
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
    for (const listener of this.listeners) listener.dispose()
  }

  get isBusy(): boolean {
    return this.passing !== null
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.passing) await this.passing
  }

  /** The agent who had the case did not answer in time (spec Q20): the next one, the queue, or a supervisor. */
  async passOn(tx: Write, late: StoredCase): Promise<void> {
    if (late.state.kind !== 'assigned') return
    const { newId, calls } = this.deps
    await takeTurnToRoute(tx)
    const tried = [...new Set([...late.triedAgentIds, late.state.agentId])]
    const queued = await queueCase(tx, newId, late, await homeTeam(tx, late), 'notAnswered', tried)
    const { state } = queued
    if (state.kind !== 'queued') return
    const step = afterNoAnswer(
      { teamId: state.teamId, triedAgentIds: tried },
      await routableAgents(tx, calls),
      await readDistribution(tx),
    )
    if (step.kind !== 'queue') {
      await giveTo(tx, newId, queued, step.agentId, { how: 'automatically', teamId: state.teamId })
    }
  }

  private async pass(): Promise<void> {
    const { store, logger } = this.deps
    await desksFirst()
    // Most commits leave nothing to do: a look costs no transaction.
    if (this.mayBeStranded) {
      this.mayBeStranded = false
      if ((await store.read(strandedCases)).length > 0) await store.write((tx) => this.bringBack(tx))
    }
    if ((await store.read((view) => this.choose(view))).length === 0) return
    const given = await store.write(async (tx) => {
      await takeTurnToRoute(tx)
      const chosen = await this.choose(tx)
      for (const assignment of chosen) await this.assign(tx, assignment)
      return chosen.length
    })
    if (given > 0) logger.info('cases assigned', { count: given })
  }

  private async choose(view: Read): Promise<readonly Assignment[]> {
    const distribution = await readDistribution(view)
    if (!distribution.isAutomatic) return []
    const agents = await routableAgents(view, this.deps.calls)
    const free = agents.filter(
      ({ status, isRemoved, load, capacity }) =>
        status === 'online' && !isRemoved && load < (capacity ?? distribution.capacity),
    )
    if (free.length === 0) return []
    const teamIds = [...new Set(free.flatMap((agent) => agent.teamIds))]
    const front = await waitingCases(view, teamIds, FRONT_OF_QUEUE)
    const chosen = route(front, free, distribution)
    if (chosen.length > 0 || front.length < FRONT_OF_QUEUE) return chosen
    // The front has been with all who are free: somebody further back may fit.
    return route(await waitingCases(view, teamIds, null), free, distribution)
  }

  private async assign(tx: Write, { caseId, agentId }: Assignment): Promise<void> {
    const waiting = await lockCase(tx, caseId)
    if (waiting?.state.kind !== 'queued') return
    const { teamId } = waiting.state
    await giveTo(tx, this.deps.newId, waiting, agentId, { how: 'automatically', teamId })
  }

  private async bringBack(tx: Write): Promise<void> {
    for (const { id } of await strandedCases(tx)) {
      const stranded = await lockCase(tx, id)
      if (!stranded) continue
      const teamId = await homeTeam(tx, stranded)
      const { state } = stranded
      if (state.kind === 'assigned') await queueCase(tx, this.deps.newId, stranded, teamId, 'agentRemoved')
      else if (state.kind === 'queued') await changeCase(tx, stranded, { state: { ...state, teamId } })
    }
  }

  private callsChanged(agentId: AgentId): void {
    const { store, calls, logger } = this.deps
    if (calls.of(agentId) > 0 || this.stopped) return
    store
      .write((tx) => rankAgent(tx, agentId, { lastFreedMs: tx.nowMs }))
      .then(
        () => {
          this.wake()
        },
        (error: unknown) => {
          logger.error('the end of a call was not kept', { cause: describeError(error) })
        },
      )
  }
}
