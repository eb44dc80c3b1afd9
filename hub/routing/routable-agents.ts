import type { RoutableAgent } from '#shared/domain/routing'

import { rankedAgents } from '../store/routing'
import type { Read } from '../store/store'
import type { CallLoad } from './call-load'

/** Whoever works here, with what they have in hand now (spec Q19): cases and calls together. */
export async function routableAgents(view: Read, calls: CallLoad): Promise<readonly RoutableAgent[]> {
  const agents = await rankedAgents(view)
  return agents.map(({ openCases, lastFreedMs, ...agent }) => ({
    ...agent,
    load: openCases + calls.of(agent.id),
    idleSinceMs: Math.max(agent.statusSinceMs, lastFreedMs ?? 0, agent.lastAssignedMs ?? 0),
  }))
}
