import type { SignedInAgent } from '#shared/contract/accounts'
import type { AgentId } from '#shared/domain/ids'

import { agentsByIds } from '../store/agents'
import { readDirectory } from '../store/directory'
import type { Read } from '../store/store'

export async function signedInAgent(view: Read, agentId: AgentId): Promise<SignedInAgent> {
  const [agent] = await agentsByIds(view, [agentId])
  if (!agent) throw new Error('An account without its agent.')
  const { id, name, role, teamIds } = agent
  const { teams } = await readDirectory(view)
  return { id, name, role, teams: teams.filter((team) => teamIds.includes(team.id)) }
}
