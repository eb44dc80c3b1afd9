import type { Distribution } from './distribution'
import type { AgentId } from './ids'
import { Router } from './router'
import type { RoutableAgent, WaitingCase } from './routing'

/** `agent`: the next one. `queue`: it waits there, for the next free agent or, enough of them tried, for a person. */
export type NoAnswerStep =
  | { readonly kind: 'agent'; readonly agentId: AgentId }
  | { readonly kind: 'supervisor'; readonly agentId: AgentId }
  | { readonly kind: 'queue' }

/** What follows when an agent did not answer in time (spec Q20). He is among the tried, and the case is off his load. */
export function afterNoAnswer(
  item: Pick<WaitingCase, 'teamId' | 'triedAgentIds'>,
  agents: readonly RoutableAgent[],
  distribution: Distribution,
): NoAnswerStep {
  return passOn(item, new Router(distribution, agents), distribution, Infinity)
}

/** The same where a router is kept. */
export function passOn(
  item: Pick<WaitingCase, 'teamId' | 'triedAgentIds'>,
  router: Router,
  distribution: Distribution,
  nowMs: number,
): NoAnswerStep {
  const next = distribution.isAutomatic ? router.place(item, nowMs) : null
  if (next !== null) return { kind: 'agent', agentId: next }
  // Fewer: it waits for the next agent. More: a supervisor was asked already, and others are not troubled as well.
  const isTurnOfSupervisor = item.triedAgentIds.length === distribution.attempts
  if (!isTurnOfSupervisor || distribution.afterwards === 'queue') return { kind: 'queue' }
  const supervisor = router.placeWithSupervisor(item, nowMs)
  return supervisor === null ? { kind: 'queue' } : { kind: 'supervisor', agentId: supervisor }
}
