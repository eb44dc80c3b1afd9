import { and, eq, isNull } from 'drizzle-orm'

import type { MergeId } from '#shared/domain/ids'

import { cardMerges } from './schema'
import type { Write } from './store'

export type StoredMerge = Omit<typeof cardMerges.$inferSelect, 'undoneAtMs' | 'atMs'>

export async function insertMerge(tx: Write, merge: StoredMerge): Promise<void> {
  await tx.db.insert(cardMerges).values({ ...merge, atMs: tx.nowMs })
}

/** `null`: there was none, or it was undone already. */
export async function standingMerge(tx: Write, id: MergeId): Promise<StoredMerge | null> {
  const [row] = await tx.db
    .select()
    .from(cardMerges)
    .where(and(eq(cardMerges.id, id), isNull(cardMerges.undoneAtMs)))
  return row ?? null
}

export async function markUndone(tx: Write, id: MergeId): Promise<void> {
  await tx.db.update(cardMerges).set({ undoneAtMs: tx.nowMs }).where(eq(cardMerges.id, id))
}
