import type { AgentRole } from './agent'

/** Who may do something; a role stands for itself and for those above it. */
export type Access = 'anybody' | AgentRole

const RANK: Readonly<Record<AgentRole, number>> = { agent: 1, supervisor: 2, administrator: 3 }

/** `null`: somebody who has not signed in. */
export function isAllowed(role: AgentRole | null, access: Access): boolean {
  if (access === 'anybody') return true
  return role !== null && RANK[role] >= RANK[access]
}
