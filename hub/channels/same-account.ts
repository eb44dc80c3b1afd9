import { handOverChats, type HandedOver } from '../ingest/hand-over'
import type { NewId } from '../ids'
import { listChannels, updateChannel, type StoredChannel } from '../store/channels'
import type { Write } from '../store/store'

/** Channels that begin to rest or to work again, as they are from now on. */
export interface Settled {
  readonly changed: readonly StoredChannel[]
  readonly handed: HandedOver
}

/**
 * Of the channels of one account and kind only the one created last works (spec A16); the others say so and rest, and
 * their conversations go on in it. When that one goes, the one before it works again.
 */
export async function settleAccounts(tx: Write, newId: NewId): Promise<Settled> {
  const rows = await listChannels(tx)
  const newest = new Map(rows.map((row) => [accountKey(row), row]))
  const changed: StoredChannel[] = []
  for (const row of rows) {
    const winner = newest.get(accountKey(row)) ?? row
    const supersededByGroupId = winner.id === row.id ? null : winner.groupId
    if (row.supersededByGroupId === supersededByGroupId) continue
    await updateChannel(tx, row.id, { supersededByGroupId }, true)
    changed.push({ ...row, supersededByGroupId })
  }
  const handed = new Map<StoredChannel['id'], readonly string[]>()
  for (const row of changed.filter((one) => one.supersededByGroupId !== null))
    for (const [id, names] of await handOverChats(tx, newId, row)) handed.set(id, [...(handed.get(id) ?? []), ...names])
  return { changed, handed }
}

/** Channels of an account that is not known yet are nobody's double. */
function accountKey({ id, kind, account }: StoredChannel): string {
  return account === null ? id : `${kind} ${account.externalId}`
}
