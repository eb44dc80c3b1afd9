import type { Agent } from '#shared/domain/agent'
import type { AgentId, TeamId } from '#shared/domain/ids'

const AGENTS = 1_000
const TEAMS = 20

/** 1,000 agents in 20 teams, each in two of them. */
export function staff(): { readonly agents: readonly Agent[]; readonly teams: readonly { readonly id: TeamId }[] } {
  const teams = Array.from({ length: TEAMS }, (_, i) => ({ id: uuid(2, i) as TeamId }))
  const teamAt = (i: number) => teams.slice(i % TEAMS, (i % TEAMS) + 1).map(({ id }) => id)
  const agents = Array.from({ length: AGENTS }, (_, i): Agent => ({
    id: uuid(1, i) as AgentId,
    name: `Agent ${i}`,
    role: i % 50 === 0 ? 'supervisor' : 'agent',
    status: 'online',
    statusSinceMs: 0,
    capacity: null,
    teamIds: [...teamAt(i), ...teamAt(i + 7)],
    isRemoved: false,
  }))
  return { agents, teams }
}

export function uuid(kind: number, index: number): string {
  return `0000000${kind}-0000-7000-8000-${String(index).padStart(12, '0')}`
}
