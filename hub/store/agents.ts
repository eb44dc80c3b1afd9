import { inArray } from 'drizzle-orm'

import type { Agent } from '#shared/domain/agent'
import type { AgentId } from '#shared/domain/ids'

import { agents } from './schema'
import type { Read, Write } from './store'

export async function addAgent(tx: Write, agent: Agent): Promise<void> {
  await tx.db.insert(agents).values(agent)
  tx.changed('agent', agent.id)
}

export async function listAgents(view: Read): Promise<readonly Agent[]> {
  return view.db.select().from(agents)
}

export async function agentsByIds(view: Read, ids: readonly AgentId[]): Promise<readonly Agent[]> {
  return view.db
    .select()
    .from(agents)
    .where(inArray(agents.id, [...ids]))
}
