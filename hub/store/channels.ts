import { and, asc, desc, eq, isNull, ne, sql } from 'drizzle-orm'

import type { ChannelGroupId, ChannelId } from '#shared/domain/ids'

import { channels } from './schema'
import type { Read, Write } from './store'

export type StoredChannel = typeof channels.$inferSelect

export async function insertChannel(tx: Write, channel: StoredChannel): Promise<void> {
  await tx.db.insert(channels).values(channel)
  tx.changed('channel', channel.id)
}

/** `isVisible`: a desk sees something of the patch. A removed channel keeps nothing that comes late, tokens above all. */
export async function updateChannel(
  tx: Write,
  id: ChannelId,
  patch: Partial<Omit<StoredChannel, 'id' | 'kind' | 'createdAtMs'>>,
  isVisible: boolean,
): Promise<void> {
  await tx.db
    .update(channels)
    .set(patch)
    .where(and(eq(channels.id, id), isNull(channels.removedAtMs)))
  if (isVisible) tx.changed('channel', id)
}

/** Connected ones, oldest first. */
export async function listChannels(view: Read): Promise<readonly StoredChannel[]> {
  return view.db
    .select()
    .from(channels)
    .where(isNull(channels.removedAtMs))
    .orderBy(asc(channels.createdAtMs), asc(channels.id))
}

export async function channelById(view: Read, id: ChannelId): Promise<StoredChannel | null> {
  const [row] = await view.db
    .select()
    .from(channels)
    .where(and(eq(channels.id, id), isNull(channels.removedAtMs)))
  return row ?? null
}

export async function storedKind(view: Read, id: ChannelId): Promise<StoredChannel['kind'] | null> {
  const [row] = await view.db.select({ kind: channels.kind }).from(channels).where(eq(channels.id, id))
  return row?.kind ?? null
}

/**
 * The other channels of the same account, which hear or heard of the same conversations; removed ones too, the newest
 * first. Today's kinds are all of one platform, whose accounts have one number.
 */
export async function siblingsOf(view: Read, id: ChannelId): Promise<readonly StoredChannel[]> {
  const [self] = await view.db.select().from(channels).where(eq(channels.id, id))
  if (!self?.account) return []
  return view.db
    .select()
    .from(channels)
    .where(and(ne(channels.id, id), sql`${channels.account} ->> 'externalId' = ${self.account.externalId}`))
    .orderBy(desc(channels.createdAtMs), desc(channels.id))
}

export async function hasAnyChannel(view: Read): Promise<boolean> {
  return (await view.db.$count(channels)) > 0
}

/** Those of before there were groups. */
export async function groupOlderChannels(tx: Write, groupId: ChannelGroupId): Promise<void> {
  const grouped = await tx.db
    .update(channels)
    .set({ groupId })
    .where(isNull(channels.groupId))
    .returning({ id: channels.id })
  for (const { id } of grouped) tx.changed('channel', id)
}
