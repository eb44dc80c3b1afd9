import { asc, eq, inArray } from 'drizzle-orm'

import type { ChatId } from '#shared/domain/ids'

import { channelActions } from './schema'
import type { Read, Write } from './store'

export type ActionRow = typeof channelActions.$inferSelect

/**
 * One that waits already under the same key gives way to the new one. It gets the new id, so that an attempt that is
 * under way, and may have come too early for what is asked now, does not take it off the list; and it waits as long as
 * the old one would have: a request whose answer was lost may still arrive, and must not arrive after this one.
 */
export async function addAction(tx: Write, row: Omit<ActionRow, 'attempts'>): Promise<void> {
  await tx.db
    .insert(channelActions)
    .values({ ...row, attempts: 0 })
    .onConflictDoUpdate({ target: channelActions.actionKey, set: { id: row.id, action: row.action } })
}

export async function hasAction(view: Read, actionKey: string): Promise<boolean> {
  return (await view.db.$count(channelActions, eq(channelActions.actionKey, actionKey))) > 0
}

export async function waitingActions(view: Read): Promise<readonly ActionRow[]> {
  return view.db.select().from(channelActions).orderBy(asc(channelActions.dueAtMs), asc(channelActions.id))
}

/** Whatever waits under this key by now waits as long. */
export async function postponeAction(tx: Write, row: ActionRow, dueAtMs: number): Promise<void> {
  await tx.db
    .update(channelActions)
    .set({ dueAtMs, attempts: row.attempts + 1 })
    .where(eq(channelActions.actionKey, row.actionKey))
}

export async function delayAction(tx: Write, { id }: ActionRow, dueAtMs: number): Promise<void> {
  await tx.db.update(channelActions).set({ dueAtMs }).where(eq(channelActions.id, id))
}

/** Was it still there, and nothing newer in its place? */
export async function removeAction(tx: Write, id: string): Promise<boolean> {
  const removed = await tx.db
    .delete(channelActions)
    .where(eq(channelActions.id, id))
    .returning({ id: channelActions.id })
  return removed.length > 0
}

export async function removeActionOfKey(tx: Write, actionKey: string): Promise<void> {
  await tx.db.delete(channelActions).where(eq(channelActions.actionKey, actionKey))
}

export async function actionsOfChats(view: Read, chatIds: readonly ChatId[]): Promise<readonly ActionRow[]> {
  return view.db
    .select()
    .from(channelActions)
    .where(inArray(channelActions.chatId, [...chatIds]))
}

export async function removeActionsOfChats(tx: Write, chatIds: readonly ChatId[]): Promise<void> {
  await tx.db.delete(channelActions).where(inArray(channelActions.chatId, [...chatIds]))
}
