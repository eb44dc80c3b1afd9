import { listChannels, updateChannel, type StoredChannel } from '../store/channels'
import type { Write } from '../store/store'

/**
 * Of the channels of one account and kind only the one created last works (spec A16); the others say so and rest, and
 * their conversations go on in it. When that one goes, the one before it works again. Answers those that begin to rest or
 * to work, as they are from now on.
 */
export async function settleAccounts(tx: Write): Promise<readonly StoredChannel[]> {
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
  return changed
}

/** Channels of an account that is not known yet are nobody's double. */
function accountKey({ id, kind, account }: StoredChannel): string {
  return account === null ? id : `${kind} ${account.externalId}`
}
