import type { Migration } from './migration'

/** The full text of messages (docs/adr/0069): what is here already is indexed by whoever searches, in its own time. */
export const textIndex: Migration = {
  version: 7,
  stores: { textParts: 'id', textQueue: '++order', textState: 'key' },
}
