import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

import type { Disposable } from '#shared/lib/disposable'
import type { Emitter } from '#shared/lib/emitter'

import type * as schema from './schema'

/** Of a raw answer only the rows are used: all that both drivers have. */
interface Rows<Row> {
  readonly rows: Row[]
}
interface RowsHKT extends PgQueryResultHKT {
  readonly type: Rows<this['row']>
}

export type Queries = PgDatabase<RowsHKT, typeof schema>

/** Told of each query before it is asked: tests count what a message costs. */
export type OnQuery = (text: string) => void

/**
 * What a store needs of its database (docs/adr/0038). Two fulfil it: PGlite in a folder of this hub
 * (embedded-database.ts), and a PostgreSQL that several hubs share (server/server-database.ts).
 */
export interface Database {
  readonly queries: Queries
  /** Name of the folder that holds the database found broken, else `null`. */
  readonly setAside: string | null
  /** `null`: no other hub can be here. */
  readonly shared: SharedDatabase | null
  /** As if nobody else wrote meanwhile; `work` may be done more than once, until it counts. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>
  /** Resolves once everything committed before the call would survive a power cut. */
  durable(): Promise<void>
  /** Only a new start of the hub helps. */
  isFatal(error: unknown): boolean
  close(): Promise<void>
}

/** What there is besides where several hubs are on one database. */
export interface SharedDatabase {
  /** Of this hub among all that are on the database; another one after each start. */
  readonly name: string
  /** Another hub says that the change log holds more than a moment ago, or it is time to look. */
  readonly told: Emitter<void>
  /** A webhook may have been passed on to this hub. */
  readonly hooksPassed: Emitter<void>
  /** One notice of what another hub, or this one, has said. */
  readonly said: Emitter<string>
  /** Told to every hub together and in this order, and not at all while the database is away. */
  say(notices: readonly string[]): void
  /** The database went away, or came back. */
  readonly presence: Emitter<'away' | 'back'>
  readonly isAway: boolean
  /** Resolves once every wished duty that was free is this hub's. */
  dutiesLooked(): Promise<void>
  /** Tries to be the one hub that holds `duty` until it is released or `lost` is called. */
  hold(duty: string, callbacks: DutyCallbacks): Disposable
}

export interface DutyCallbacks {
  /** It is this hub's now. */
  readonly taken: () => void
  /** It may be another hub's from now on. */
  readonly lost: () => void
}
