import { and, asc, desc, eq, gt, lte, max, ne, sql } from 'drizzle-orm'

import type { ChatId, MessageId } from '#shared/domain/ids'

import { readFact, writeFact } from './facts'
import { changes, messages } from './schema'
import type { CommittedChange, Read, Write } from './store'

const KEPT_CHANGES = 200_000

export async function headOfFeed(view: Read): Promise<number> {
  const [row] = await view.db.select({ head: max(changes.seq) }).from(changes)
  return row?.head ?? Number((await readFact(view, 'prunedUpTo')) ?? 0)
}

/** A cursor below this misses changes that the feed no longer holds. */
export async function oldestUsableCursor(view: Read): Promise<number> {
  return Number((await readFact(view, 'prunedUpTo')) ?? 0)
}

/** Each entity once, at its latest place, in feed order. */
export async function changesAfter(view: Read, cursor: number, limit: number): Promise<readonly CommittedChange[]> {
  const latest = sql<number>`max(${changes.seq})`.mapWith(Number)
  return view.db
    .select({ seq: latest, entity: changes.entity, id: changes.entityId })
    .from(changes)
    .where(gt(changes.seq, cursor))
    .groupBy(changes.entity, changes.entityId)
    .orderBy(asc(latest))
    .limit(limit)
}

/** As `changesAfter`, of all but messages, the newest first. */
export async function otherChangesAfter(
  view: Read,
  cursor: number,
  limit: number,
): Promise<readonly CommittedChange[]> {
  const latest = sql<number>`max(${changes.seq})`.mapWith(Number)
  return view.db
    .select({ seq: latest, entity: changes.entity, id: changes.entityId })
    .from(changes)
    .where(and(gt(changes.seq, cursor), ne(changes.entity, 'message')))
    .groupBy(changes.entity, changes.entityId)
    .orderBy(desc(latest))
    .limit(limit)
}

/** As `changesAfter`, of the messages of one conversation that are still there. */
export async function messageChangesAfter(
  view: Read,
  cursor: number,
  chatId: ChatId,
  limit: number,
): Promise<readonly CommittedChange[]> {
  // Of no column of messages: the names stand alone in the query.
  const seq = sql<number>`max(${changes.seq})`.mapWith(Number).as('latest')
  const id = sql<MessageId>`${changes.entityId}::uuid`.as('changed_id')
  const missed = view.db.$with('missed').as((db) =>
    db
      .select({ seq, id })
      .from(changes)
      .where(and(gt(changes.seq, cursor), eq(changes.entity, 'message')))
      .groupBy(changes.entityId),
  )
  const rows = await view.db
    .with(missed)
    .select({ seq: missed.seq, id: messages.id })
    .from(missed)
    .innerJoin(messages, and(eq(messages.id, missed.id), eq(messages.chatId, chatId)))
    .orderBy(asc(missed.seq))
    .limit(limit)
  return rows.map((row) => ({ ...row, entity: 'message' }))
}

export async function pruneFeed(tx: Write, kept = KEPT_CHANGES): Promise<number> {
  const [newest] = await tx.db.select({ head: max(changes.seq) }).from(changes)
  const upTo = (newest?.head ?? 0) - kept
  if (upTo <= 0) return 0
  const removed = await tx.db.delete(changes).where(lte(changes.seq, upTo)).returning({ seq: changes.seq })
  if (removed.length > 0) await writeFact(tx, 'prunedUpTo', String(upTo))
  return removed.length
}
