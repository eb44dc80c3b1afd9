import { asc, gt, lte, max, sql } from 'drizzle-orm'

import { readFact, writeFact } from './facts'
import { changes } from './schema'
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

export async function pruneFeed(tx: Write, kept = KEPT_CHANGES): Promise<number> {
  const [newest] = await tx.db.select({ head: max(changes.seq) }).from(changes)
  const upTo = (newest?.head ?? 0) - kept
  if (upTo <= 0) return 0
  const removed = await tx.db.delete(changes).where(lte(changes.seq, upTo)).returning({ seq: changes.seq })
  if (removed.length > 0) await writeFact(tx, 'prunedUpTo', String(upTo))
  return removed.length
}
