import { feedAnew } from './feed-anew'
import type { Migration } from './migration'

/** Rows of version 1 know neither the state of a case nor cards. */
export const cases: Migration = {
  version: 2,
  stores: {
    chats: 'id, [negAt+id], [unreadMark+negAt+id], [casePlace+caseRank+caseKey+id], [openMark+caseRank+caseKey+id]',
  },
  upgrade: feedAnew,
}
