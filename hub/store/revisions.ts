import { and, asc, eq, isNull } from 'drizzle-orm'

import type { AgentId, MessageId } from '#shared/domain/ids'

import { revisions, type RevisionOutcome } from './schema'
import type { Read, Write } from './store'

export type RevisionRow = typeof revisions.$inferSelect

/** The audit of edits and deletions (spec V5). A change that still waited gives way to this one. */
export async function addRevision(tx: Write, row: Omit<RevisionRow, 'atMs'>): Promise<void> {
  await tx.db
    .update(revisions)
    .set({ outcome: 'superseded' })
    .where(and(eq(revisions.messageId, row.messageId), eq(revisions.outcome, 'waiting')))
  await tx.db.insert(revisions).values({ ...row, atMs: tx.nowMs })
}

export async function concludeRevisionRow(tx: Write, id: string, outcome: RevisionOutcome): Promise<void> {
  await tx.db.update(revisions).set({ outcome }).where(eq(revisions.id, id))
}

/** The channel told of a deletion before it had answered the agent who asked for it. */
export async function nameDeleter(tx: Write, messageId: MessageId, agentId: AgentId): Promise<void> {
  await tx.db
    .update(revisions)
    .set({ agentId })
    .where(and(eq(revisions.messageId, messageId), eq(revisions.kind, 'delete'), isNull(revisions.agentId)))
}

/** The oldest first. */
export async function revisionsOf(view: Read, messageId: MessageId): Promise<readonly RevisionRow[]> {
  return view.db
    .select()
    .from(revisions)
    .where(eq(revisions.messageId, messageId))
    .orderBy(asc(revisions.atMs), asc(revisions.id))
}
