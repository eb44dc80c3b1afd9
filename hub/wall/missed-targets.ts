import { isAllowed } from '#shared/domain/access'
import type { Agent } from '#shared/domain/agent'
import type { AgentId } from '#shared/domain/ids'
import type { CaseFact } from '#shared/domain/wall/facts'
import { targetMsOf, type MissedTold } from '#shared/domain/wall/service-targets'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import { tellEvent } from '../cases/case-event'
import type { NewId } from '../ids'
import { listAgents } from '../store/agents'
import { readTargets } from '../store/central-settings'
import { claimMissedWait, isStillWaiting } from '../store/missed-targets'
import type { Store, Write } from '../store/store'
import type { LiveWall } from './live-wall'

export interface MissedTargetsDependencies {
  readonly store: Store
  readonly newId: NewId
  readonly logger: Logger
}

/**
 * Puts into the timeline of a case that its target was missed and who is to be told (spec V7). The line is a message of the
 * feed, so that each desk hears of it once, also one that was away; one line for a wait, whichever hub saw it first.
 */
export class MissedTargets {
  private readonly subscriptions: readonly Disposable[]
  private waiting: CaseFact[] = []
  private working: Promise<void> = Promise.resolve()

  constructor(
    private readonly deps: MissedTargetsDependencies,
    wall: Pick<LiveWall, 'missed'>,
  ) {
    this.subscriptions = [
      wall.missed.on((facts) => {
        this.waiting.push(...facts)
        this.work()
      }),
      // What could not be written while the database was away.
      deps.store.resumed.on(() => {
        this.work()
      }),
    ]
  }

  async stop(): Promise<void> {
    for (const subscription of this.subscriptions) subscription.dispose()
    await this.working
  }

  /** Resolves once everything that was missed until now is written down. */
  idle(): Promise<void> {
    return this.working
  }

  private work(): void {
    this.working = this.working.then(async () => {
      for (let fact = this.waiting[0]; fact; fact = this.waiting[0]) {
        const missed = fact
        try {
          await this.deps.store.write((tx) => this.tell(tx, missed))
        } catch (error) {
          // Stays the first of those that wait.
          this.deps.logger.error('a missed target could not be told', { cause: describeError(error) })
          return
        }
        this.waiting.shift()
      }
    })
  }

  private async tell(tx: Write, fact: CaseFact): Promise<void> {
    const { waitingSinceMs } = fact
    if (waitingSinceMs === null) return
    const wait = { caseId: fact.id, waitingSinceMs }
    const targets = await readTargets(tx)
    const targetMs = targetMsOf(targets, fact)
    if (targetMs === null || !(await isStillWaiting(tx, wait)) || !(await claimMissedWait(tx, wait))) return
    const tell = whomToTell(await listAgents(tx), fact, targets.tell)
    await tellEvent(tx, this.deps.newId, fact.chatId, { kind: 'targetMissed', waitingSinceMs, targetMs, tell })
  }
}

/** Supervisors; not whoever has the case, whose own list says it. */
export function whomToTell(
  agents: readonly Agent[],
  { teamId, agentId, state }: Pick<CaseFact, 'teamId' | 'agentId' | 'state'>,
  told: MissedTold = 'team',
): readonly AgentId[] {
  if (told === 'nobody') return []
  const holder = state === 'assigned' ? agentId : null
  const supervisors = agents.filter(({ role, isRemoved }) => !isRemoved && isAllowed(role, 'supervisor'))
  const ofTeam = supervisors.filter(({ teamIds }) => teamId !== null && teamIds.includes(teamId))
  const chosen = told === 'team' && ofTeam.length > 0 ? ofTeam : supervisors
  return chosen.filter(({ id }) => id !== holder).map(({ id }) => id)
}
