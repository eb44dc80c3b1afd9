import type { Transaction } from 'dexie'

import type { FeedState } from '../rows'

/**
 * For a step after which the rows of the hub have more than those that are kept here: they come again by the feed, so
 * the tables that mirror it are emptied and the cursor begins anew. What only this desk has (outbox, drafts, pictures,
 * own messages that the hub has no row of) stays.
 */
export async function feedAnew(transaction: Transaction): Promise<void> {
  const messages = transaction.table('messages')
  const unsent: unknown[] = await messages.where('unsentMark').equals(1).toArray()
  await Promise.all(
    ['chats', 'messages', 'channels', 'agents', 'calls', 'histories'].map((name) => transaction.table(name).clear()),
  )
  await messages.bulkPut(unsent)
  const meta = transaction.table('meta')
  const feed = (await meta.get('feed')) as FeedState | undefined
  if (feed) await meta.put({ ...feed, cursor: 0, isFilled: false })
  await meta.put({ key: 'unread', total: 0 })
}
