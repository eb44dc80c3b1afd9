import { asc, eq, inArray, lt, sql } from 'drizzle-orm'

import type { ChannelId } from '#shared/domain/ids'

import { HOOKS_PASSED } from './log-follower'
import { passedHooks } from './schema'
import type { Read, Write } from './store'

export type PassedHook = typeof passedHooks.$inferSelect

/** For whichever hub works for the channel; it is told once this is committed. */
export async function passHookOn(tx: Write, hook: Pick<PassedHook, 'channelId' | 'body' | 'secret'>): Promise<void> {
  await tx.db.insert(passedHooks).values({ ...hook, atMs: tx.nowMs })
  await tx.db.execute(sql`select pg_notify(${HOOKS_PASSED}, '')`)
}

/** The channels for which something was passed on. */
export async function channelsWithHooks(view: Read): Promise<readonly ChannelId[]> {
  const rows = await view.db.selectDistinct({ channelId: passedHooks.channelId }).from(passedHooks)
  return rows.map(({ channelId }) => channelId)
}

/** In the order in which they came. */
export async function hooksOf(
  view: Read,
  channelIds: readonly ChannelId[],
  limit: number,
): Promise<readonly PassedHook[]> {
  return view.db
    .select()
    .from(passedHooks)
    .where(inArray(passedHooks.channelId, [...channelIds]))
    .orderBy(asc(passedHooks.id))
    .limit(limit)
}

export async function removePassedHook(tx: Write, id: number): Promise<void> {
  await tx.db.delete(passedHooks).where(eq(passedHooks.id, id))
}

/** Of channels that are gone, or rest: polling has read since what they told of. */
export async function forgetPassedHooksBefore(tx: Write, atMs: number): Promise<void> {
  await tx.db.delete(passedHooks).where(lt(passedHooks.atMs, atMs))
}
