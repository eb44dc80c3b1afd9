import { asc, eq } from 'drizzle-orm'

import type { ChannelId } from '#shared/domain/ids'

import { channelActions } from './schema'
import type { Read, Write } from './store'

export type ActionRow = typeof channelActions.$inferSelect

/**
 * One that waits already under the same key is the same one. It gets the new id, so that an attempt that is under
 * way, and may have come too early for what is asked now, does not take it off the list.
 */
export async function addAction(tx: Write, row: Omit<ActionRow, 'attempts'>): Promise<void> {
  await tx.db
    .insert(channelActions)
    .values({ ...row, attempts: 0 })
    .onConflictDoUpdate({ target: channelActions.actionKey, set: { id: row.id } })
}

export async function waitingActions(view: Read): Promise<readonly ActionRow[]> {
  return view.db.select().from(channelActions).orderBy(asc(channelActions.dueAtMs), asc(channelActions.id))
}

export async function postponeAction(tx: Write, row: ActionRow, dueAtMs: number): Promise<void> {
  await tx.db
    .update(channelActions)
    .set({ dueAtMs, attempts: row.attempts + 1 })
    .where(eq(channelActions.id, row.id))
}

export async function removeAction(tx: Write, id: string): Promise<void> {
  await tx.db.delete(channelActions).where(eq(channelActions.id, id))
}

export async function removeActionsOfChannel(tx: Write, channelId: ChannelId): Promise<void> {
  await tx.db.delete(channelActions).where(eq(channelActions.channelId, channelId))
}
