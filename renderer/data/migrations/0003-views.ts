import type { Migration } from './migration'

/** Filters saved under a name. They are this desk's own: no feed brings them again, so a reset leaves them alone. */
export const views: Migration = { version: 3, stores: { views: 'id' } }
