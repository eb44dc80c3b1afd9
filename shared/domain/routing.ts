import type { Agent } from './agent'
import type { CasePriority } from './case'
import type { Distribution } from './distribution'
import type { AgentId, CaseId, TeamId } from './ids'
import { isBefore } from './queue-order'
import { Router } from './router'

/** A case in a queue. */
export interface WaitingCase {
  readonly id: CaseId
  /** `null`: anybody may have it. */
  readonly teamId: TeamId | null
  readonly priority: CasePriority
  readonly sinceMs: number
  /** Had it and did not answer in time (spec Q20), or returned it. A person who takes or gives a case empties the list. */
  readonly triedAgentIds: readonly AgentId[]
}

export interface RoutableAgent extends Pick<Agent, 'id' | 'role' | 'status' | 'capacity' | 'teamIds' | 'isRemoved'> {
  /** Open cases that the agent has, and calls that he is in (spec Q8, Q19). */
  readonly load: number
  /** Since when he was neither given a case nor finished a case or call, and no earlier than his status. */
  readonly idleSinceMs: number
  /** `null`: never. */
  readonly lastAssignedMs: number | null
}

export interface Assignment {
  readonly caseId: CaseId
  readonly agentId: AgentId
}

/** Who gets what now (spec Q8, Q9, Q18–Q20, Q24). What is not named goes on waiting. */
export function route(
  waiting: readonly WaitingCase[],
  agents: readonly RoutableAgent[],
  distribution: Distribution,
): readonly Assignment[] {
  if (!distribution.isAutomatic) return []
  const router = new Router(distribution, agents)
  const assignments: Assignment[] = []
  for (const item of [...waiting].sort((a, b) => (isBefore(a, b) ? -1 : 1))) {
    const agentId = router.place(item, Infinity)
    if (agentId !== null) assignments.push({ caseId: item.id, agentId })
  }
  return assignments
}
