import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'

import type { Agent } from '#shared/domain/agent'
import type { AgentId, TeamId } from '#shared/domain/ids'

import { endStatus, noteStatus } from './agent-statuses'
import { forgetRead, readOnce } from './read-once'
import { agents, teamMembers } from './schema'
import type { Read, Write } from './store'

export async function addAgent(tx: Write, { teamIds, ...agent }: Agent): Promise<void> {
  await tx.db.insert(agents).values(agent)
  await noteStatus(tx, agent.id, { status: agent.status, ownStatusId: agent.ownStatusId ?? null }, tx.nowMs)
  await setTeamsOf(tx, agent.id, teamIds)
}

export async function updateAgent(
  tx: Write,
  id: AgentId,
  { teamIds, ...patch }: Partial<Omit<Agent, 'id'>>,
): Promise<void> {
  if (Object.keys(patch).length > 0) {
    const [row] = await tx.db
      .update(agents)
      .set(patch)
      .where(eq(agents.id, id))
      .returning({ status: agents.status, ownStatusId: agents.ownStatusId })
    // A wrap-up stands before the company's own status, which comes back after it.
    if (row && patch.status)
      await noteStatus(tx, id, row.status === 'wrapUp' ? { ...row, ownStatusId: null } : row, tx.nowMs)
  }
  if (patch.isRemoved) await endStatus(tx, id, tx.nowMs)
  if (teamIds) await setTeamsOf(tx, id, teamIds)
  forgetRead(tx, 'agents')
  tx.changed('agent', id)
}

/** Removed ones too: old cases name them. */
export function listAgents(view: Read): Promise<readonly Agent[]> {
  return readOnce(view, 'agents', async () => (await agentRows(view)).map(toAgent))
}

export async function agentsByIds(view: Read, ids: readonly AgentId[]): Promise<readonly Agent[]> {
  return (await agentRows(view).where(inArray(agents.id, [...ids]))).map(toAgent)
}

/** In a call since then, or in none; for the wall alone. */
/** Since when somebody is in a call; said again, also by another hub, the first moment stays. */
export async function setTalking(tx: Write, id: AgentId, isTalking: boolean): Promise<void> {
  const isOther = isTalking ? isNull(agents.talkingSinceMs) : isNotNull(agents.talkingSinceMs)
  const changed = await tx.db
    .update(agents)
    .set({ talkingSinceMs: isTalking ? tx.nowMs : null })
    .where(and(eq(agents.id, id), isOther))
    .returning({ id: agents.id })
  if (changed.length > 0) tx.changed('agent', id)
}

/** Whoever was in a call when a hub ended, and is in none now. */
export async function forgetTalking(tx: Write, talks: (id: AgentId) => boolean): Promise<void> {
  const marked = await tx.db.select({ id: agents.id }).from(agents).where(isNotNull(agents.talkingSinceMs))
  for (const { id } of marked) if (!talks(id)) await setTalking(tx, id, false)
}

async function setTeamsOf(tx: Write, agentId: AgentId, teamIds: readonly TeamId[]): Promise<void> {
  await tx.db.delete(teamMembers).where(eq(teamMembers.agentId, agentId))
  const rows = [...new Set(teamIds)].map((teamId) => ({ teamId, agentId }))
  if (rows.length > 0) await tx.db.insert(teamMembers).values(rows)
  forgetRead(tx, 'agents')
  tx.changed('agent', agentId)
}

function agentRows(view: Read) {
  const teamIds = sql<TeamId[]>`array(
    select ${teamMembers.teamId} from ${teamMembers} where ${teamMembers.agentId} = ${agents.id} order by 1
  )`
  return view.db.select({ agent: agents, teamIds }).from(agents).$dynamic()
}

function toAgent({
  agent: { lastAssignedMs: _assigned, lastFreedMs: _freed, talkingSinceMs: _talking, formerNumber: _former, ...agent },
  teamIds,
}: Awaited<ReturnType<typeof agentRows>>[number]): Agent {
  return { ...agent, teamIds }
}
