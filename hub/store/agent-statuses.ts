import { and, eq, isNull, sql } from 'drizzle-orm'

import type { AgentStatus } from '#shared/domain/agent'
import type { AgentId, OwnStatusId } from '#shared/domain/ids'

import { agentStatuses } from './schema'
import type { Write } from './store'

/** Who an agent was to routing, and when: never overlapping, never with a gap while he works here (spec N8). */
export async function noteStatus(
  tx: Write,
  agentId: AgentId,
  { status, ownStatusId }: { readonly status: AgentStatus; readonly ownStatusId: OwnStatusId | null },
  sinceMs: number,
): Promise<void> {
  const [present] = await tx.db
    .select({ status: agentStatuses.status, ownStatusId: agentStatuses.ownStatusId })
    .from(agentStatuses)
    .where(and(eq(agentStatuses.agentId, agentId), isNull(agentStatuses.toMs)))
  if (present?.status === status && present.ownStatusId === ownStatusId) return
  if (present) await endStatus(tx, agentId, sinceMs)
  await tx.db.insert(agentStatuses).values({ agentId, status, ownStatusId, fromMs: sinceMs, toMs: null })
}

/** Whoever left the company is in none any more. */
export async function endStatus(tx: Write, agentId: AgentId, atMs: number): Promise<void> {
  await tx.db
    .update(agentStatuses)
    // A clock that was set back makes no time negative.
    .set({ toMs: sql`greatest(${atMs}::bigint, ${agentStatuses.fromMs})` })
    .where(and(eq(agentStatuses.agentId, agentId), isNull(agentStatuses.toMs)))
}
