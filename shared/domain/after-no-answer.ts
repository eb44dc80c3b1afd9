import type { Distribution } from './distribution'
import type { AgentId } from './ids'
import { Router } from './router'
import type { RoutableAgent, WaitingCase } from './routing'

/** `agent`: the next one, or a supervisor. `queue`: it waits, for the next free agent or, all tried, for a person. */
export type NoAnswerStep =
  | { readonly kind: 'agent'; readonly agentId: AgentId }
  | { readonly kind: 'supervisor'; readonly agentId: AgentId }
  | { readonly kind: 'queue' }

/** What follows when an agent did not answer in time (spec Q20); `triedAgentIds` holds him already. */
export function afterNoAnswer(
  item: Pick<WaitingCase, 'teamId' | 'triedAgentIds'>,
  agents: readonly RoutableAgent[],
  distribution: Distribution,
): NoAnswerStep {
  const isOver = item.triedAgentIds.length >= distribution.attempts
  const next = distribution.isAutomatic ? new Router(distribution, agents).place(item, Infinity) : null
  if (next !== null) return { kind: 'agent', agentId: next }
  if (!isOver || distribution.afterwards === 'queue') return { kind: 'queue' }
  const supervisor = freeSupervisor(item, agents, distribution)
  return supervisor === null ? { kind: 'queue' } : { kind: 'supervisor', agentId: supervisor }
}

/** One of the team before others; one who had the case already is not asked again. */
function freeSupervisor(
  { teamId, triedAgentIds }: Pick<WaitingCase, 'teamId' | 'triedAgentIds'>,
  agents: readonly RoutableAgent[],
  distribution: Distribution,
): AgentId | null {
  const supervisors = agents.filter(({ role }) => role === 'supervisor')
  const byLoad: Distribution = { ...distribution, strategy: 'leastLoaded', attempts: Infinity }
  const router = new Router(byLoad, supervisors)
  return (
    (teamId === null ? null : router.place({ teamId, triedAgentIds }, Infinity)) ??
    router.place({ teamId: null, triedAgentIds }, Infinity)
  )
}
