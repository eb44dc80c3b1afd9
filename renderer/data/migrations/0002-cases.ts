import type { FeedState } from '../rows'
import type { Migration } from './migration'

/**
 * Rows of version 1 know neither the state of a case nor cards. They come again by the feed, so the tables that
 * mirror it are emptied and the cursor begins anew; what only this desk has (outbox, drafts, pictures, own messages
 * that the hub has no row of) stays.
 */
export const cases: Migration = {
  version: 2,
  stores: {
    chats: 'id, [negAt+id], [unreadMark+negAt+id], [casePlace+caseRank+caseKey+id], [openMark+caseRank+caseKey+id]',
  },
  upgrade: async (transaction) => {
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
  },
}
