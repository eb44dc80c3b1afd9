import { and, eq, sql } from 'drizzle-orm'

import type { Agent } from '#shared/domain/agent'
import type { AgentId, TeamId } from '#shared/domain/ids'
import type { WaitingCase } from '#shared/domain/routing'

import { listAgents } from './agents'
import { agents, cases } from './schema'
import type { StoredCase } from './cases'
import type { Read, Write } from './store'

/** One key of PostgreSQL's advisory locks: of several hubs one routes at a time, so that nobody gets too much. */
const ROUTING_LOCK = 7_201_002

export async function takeTurnToRoute(tx: Write): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(${ROUTING_LOCK})`)
}

/** An agent with what routing goes by; calls are not in the database. */
export interface RankedAgent extends Agent {
  readonly openCases: number
  readonly lastAssignedMs: number | null
  readonly lastFreedMs: number | null
}

export async function rankedAgents(view: Read): Promise<readonly RankedAgent[]> {
  const ranks = await view.db
    .select({ id: agents.id, lastAssignedMs: agents.lastAssignedMs, lastFreedMs: agents.lastFreedMs })
    .from(agents)
  const held = await view.db
    .select({ id: cases.agentId, count: sql<number>`count(*)`.mapWith(Number) })
    .from(cases)
    // What is put away is in nobody's hands (spec Q22).
    .where(and(eq(cases.stateKind, 'assigned'), sql`coalesce(${cases.snooze} ->> 'kind', '') <> 'away'`))
    .groupBy(cases.agentId)
  const rankOf = new Map(ranks.map((rank) => [rank.id, rank]))
  const heldBy = new Map(held.map(({ id, count }) => [id, count]))
  return (await listAgents(view)).map((agent) => ({
    ...agent,
    openCases: heldBy.get(agent.id) ?? 0,
    lastAssignedMs: rankOf.get(agent.id)?.lastAssignedMs ?? null,
    lastFreedMs: rankOf.get(agent.id)?.lastFreedMs ?? null,
  }))
}

export async function rankAgent(
  tx: Write,
  id: AgentId,
  patch: { readonly lastAssignedMs?: number; readonly lastFreedMs?: number },
): Promise<void> {
  await tx.db.update(agents).set(patch).where(eq(agents.id, id))
}

/**
 * In the order of their turn: high priority first, then whoever waits longest (spec Q18, Q24). A case that comes back
 * to its queue keeps the time that its client has waited.
 */
export async function waitingCases(
  view: Read,
  teamIds: readonly TeamId[],
  limit: number | null,
): Promise<readonly WaitingCase[]> {
  const sinceMs = sql<number>`coalesce(${cases.waitingSinceMs}, (${cases.state} ->> 'sinceMs')::bigint)`.mapWith(Number)
  const isOfTeam = sql`(${cases.teamId} is null or ${cases.teamId} = any(${sql.param([...teamIds])}::uuid[]))`
  const query = view.db
    .select({
      id: cases.id,
      teamId: cases.teamId,
      priority: cases.priority,
      sinceMs,
      triedAgentIds: cases.triedAgentIds,
    })
    .from(cases)
    .where(and(eq(cases.stateKind, 'queued'), isOfTeam))
    .orderBy(sql`${cases.priority} = 'high' desc`, sinceMs, cases.id)
  return limit === null ? query : query.limit(limit)
}

/** Held by somebody who was removed, or in the queue of a team that was. */
export async function strandedCases(view: Read): Promise<readonly Pick<StoredCase, 'id'>[]> {
  const { rows } = await view.db.execute<Pick<StoredCase, 'id'>>(sql`
    select cases.id from cases join agents on agents.id = cases.agent_id
      where cases.state_kind = 'assigned' and agents.is_removed
    union all
    select cases.id from cases join teams on teams.id = cases.team_id
      where cases.state_kind = 'queued' and teams.is_removed
  `)
  return rows
}
