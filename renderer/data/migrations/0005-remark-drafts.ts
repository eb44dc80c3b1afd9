import type { Migration } from './migration'

/** What is being written about a call, for which there is no row before it has ended. */
export const remarkDrafts: Migration = { version: 5, stores: { remarkDrafts: 'callId' } }
