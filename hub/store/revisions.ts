import { randomUUID } from 'node:crypto'

import { and, asc, eq, inArray, isNull } from 'drizzle-orm'

import type { AgentId, MessageId } from '#shared/domain/ids'

import { recordAudit } from './audit-log'
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
  const { id, messageId, chatId, kind, agentId, before, afterText, outcome } = row
  await recordAudit(tx, id, {
    kind: kind === 'edit' ? 'messageEdited' : 'messageDeleted',
    actorId: agentId,
    chatId,
    about: { messageId, outcome },
    personal: { before, afterText },
  })
}

export async function concludeRevisionRow(tx: Write, id: string, outcome: RevisionOutcome): Promise<void> {
  const [row] = await tx.db.update(revisions).set({ outcome }).where(eq(revisions.id, id)).returning()
  if (!row) return
  const { messageId, chatId, agentId } = row
  const about = { messageId, revisionId: id, outcome }
  await recordAudit(tx, randomUUID(), { kind: 'revisionConcluded', actorId: agentId, chatId, about })
}

/** The channel told of a deletion before it had answered the agent who asked for it. */
export async function nameDeleter(tx: Write, messageId: MessageId, agentId: AgentId): Promise<void> {
  const named = await tx.db
    .update(revisions)
    .set({ agentId })
    .where(and(eq(revisions.messageId, messageId), eq(revisions.kind, 'delete'), isNull(revisions.agentId)))
    .returning()
  for (const { id, chatId } of named) {
    const about = { messageId, revisionId: id }
    await recordAudit(tx, randomUUID(), { kind: 'deleterNamed', actorId: agentId, chatId, about })
  }
}

/** The oldest first. */
export async function revisionsOf(view: Read, messageId: MessageId): Promise<readonly RevisionRow[]> {
  return view.db
    .select()
    .from(revisions)
    .where(eq(revisions.messageId, messageId))
    .orderBy(asc(revisions.atMs), asc(revisions.id))
}

export async function revisionsByIds(view: Read, ids: readonly string[]): Promise<ReadonlyMap<string, RevisionRow>> {
  if (ids.length === 0) return new Map()
  const rows = await view.db
    .select()
    .from(revisions)
    .where(inArray(revisions.id, [...ids]))
  return new Map(rows.map((row) => [row.id, row]))
}
