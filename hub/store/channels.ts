import { and, asc, desc, eq, isNotNull, isNull, ne, or, sql } from 'drizzle-orm'

import { CHANNEL_PLATFORMS } from '#shared/domain/channel-platform'
import type { ChannelGroupId, ChannelId } from '#shared/domain/ids'

import { listed, readTogether } from './asked-together'
import type { Queries } from './database'
import { prepared } from './prepared'
import { forgetRead, hasRead, readOnce } from './read-once'
import { channels, chats } from './schema'
import type { Read, Write } from './store'

export type StoredChannel = typeof channels.$inferSelect

export async function insertChannel(tx: Write, channel: StoredChannel): Promise<void> {
  await tx.db.insert(channels).values(channel)
  forgetRead(tx, 'channels')
  tx.changed('channel', channel.id)
}

/**
 * `isVisible`: a desk sees something of the patch. A removed channel keeps nothing that comes late, tokens above all;
 * with `config` neither does one whose keys are others by now.
 */
export async function updateChannel(
  tx: Write,
  id: ChannelId,
  patch: Partial<Omit<StoredChannel, 'id' | 'kind' | 'createdAtMs'>>,
  isVisible: boolean,
  config?: string,
): Promise<void> {
  const hasTheseKeys = config === undefined ? undefined : eq(channels.config, config)
  await tx.db
    .update(channels)
    .set(patch)
    .where(and(eq(channels.id, id), isNull(channels.removedAtMs), hasTheseKeys))
  // What the driver remembers is no part of the traits.
  if (Object.keys(patch).some((field) => field !== 'driverState')) forgetRead(tx, 'channels')
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

/** What the hub goes by when something is taken in: without the memory and the secrets of the driver. */
export type ChannelTraits = Pick<
  StoredChannel,
  'id' | 'kind' | 'account' | 'createdAtMs' | 'removedAtMs' | 'settings' | 'supersededByGroupId'
>

/** The same for all channels of one account; a channel whose account is not known yet stands for itself. */
export async function accountOf(view: Read, id: ChannelId): Promise<string> {
  const self = await channelTraits(view, id)
  return self?.account ? `${CHANNEL_PLATFORMS[self.kind]} ${self.account.externalId}` : id
}

/** Removed ones too. */
export async function channelTraits(view: Read, id: ChannelId): Promise<ChannelTraits | null> {
  return (await allTraits(view)).find((row) => row.id === id) ?? null
}

/** The channel and the other ones of the same account, removed ones too, the newest first. */
export async function familyOf(
  view: Read,
  id: ChannelId,
): Promise<{ readonly self: ChannelTraits | null; readonly siblings: readonly ChannelTraits[] }> {
  const known = hasRead(view, 'channels') ? await allTraits(view) : await accountTraits(view, id)
  return { self: known.find((row) => row.id === id) ?? null, siblings: siblingsAmong(known, id) }
}

/**
 * The other channels of the same account, which hear or heard of the same conversations; removed ones too, the newest
 * first.
 */
export async function siblingsOf(view: Read, id: ChannelId): Promise<readonly ChannelTraits[]> {
  return siblingsAmong(await allTraits(view), id)
}

function siblingsAmong(all: readonly ChannelTraits[], id: ChannelId): readonly ChannelTraits[] {
  const self = all.find((row) => row.id === id)
  if (!self?.account) return []
  const { account, kind } = self
  const isSameAccount = (row: ChannelTraits) =>
    row.account?.externalId === account.externalId && CHANNEL_PLATFORMS[row.kind] === CHANNEL_PLATFORMS[kind]
  return all.filter((row) => row.id !== id && isSameAccount(row))
}

/** The newest first. */
function allTraits(view: Read): Promise<readonly ChannelTraits[]> {
  return readOnce(view, 'channels', () => traits(view.db).orderBy(...NEWEST_FIRST))
}

/** As `allTraits`, but of this channel's account, and of those that are asked for at the same time. */
function accountTraits(view: Read, id: ChannelId): Promise<readonly ChannelTraits[]> {
  return readTogether(view, 'traits of accounts', id, async (ids) => {
    const query = prepared(view, 'traits_of_accounts', (db) =>
      traits(db)
        .where(
          sql`${channels.id} = any(${listed(sql.placeholder('ids'), 'uuid')}::uuid[]) or ${channels.account} ->> 'externalId' in
            (select of_one.account ->> 'externalId' from channels of_one
              where of_one.id = any(${listed(sql.placeholder('ids'), 'uuid')}::uuid[]))`,
        )
        .orderBy(...NEWEST_FIRST)
        .prepare('traits_of_accounts'),
    )
    const rows = await query.execute({ ids: [...new Set(ids)] })
    return ids.map(() => rows)
  })
}

const NEWEST_FIRST = [desc(channels.createdAtMs), desc(channels.id)]

function traits(db: Queries) {
  const { id, kind, account, createdAtMs, removedAtMs, settings, supersededByGroupId } = channels
  return db
    .select({ id, kind, account, createdAtMs, removedAtMs, settings, supersededByGroupId })
    .from(channels)
    .$dynamic()
}

/** Resting or removed ones with conversations that may still go on in another channel, or have not ended yet. */
export async function partingChannels(view: Read): Promise<readonly ChannelId[]> {
  const rows = await view.db
    .selectDistinct({ id: channels.id })
    .from(channels)
    .innerJoin(chats, eq(chats.channelId, channels.id))
    .where(
      and(
        or(isNotNull(channels.removedAtMs), isNotNull(channels.supersededByGroupId)),
        ne(chats.access, 'channelRemoved'),
      ),
    )
  return rows.map(({ id }) => id)
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
