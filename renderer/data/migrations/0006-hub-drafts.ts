import type { Migration } from './migration'

/** Drafts as the hub last told them (spec M20): what differs from them was written here and is not there yet. */
export const hubDrafts: Migration = { version: 6, stores: { hubDrafts: 'chatId' } }
