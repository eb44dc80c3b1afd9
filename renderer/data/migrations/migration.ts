import type { Transaction } from 'dexie'

/** One step of the cache's schema. Never edited after a release; `upgrade` turns the rows of the step before. */
export interface Migration {
  readonly version: number
  /** Only the tables that change; `null` drops one (Dexie's schema syntax). */
  readonly stores: Readonly<Record<string, string | null>>
  readonly upgrade?: (transaction: Transaction) => Promise<void>
}
