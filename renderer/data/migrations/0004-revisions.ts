import { feedAnew } from './feed-anew'
import type { Migration } from './migration'

/**
 * Messages of earlier versions do not say whether they were changed or can be, chats not who may be called, channels
 * not what they allow now: an absent time is no «never».
 */
export const revisions: Migration = { version: 4, stores: {}, upgrade: feedAnew }
