import type { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import type { PgliteQueryResultHKT } from 'drizzle-orm/pglite'

import type { Clock } from '#shared/lib/clock'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'

import { migrate } from './migrate'
import { migrations } from './migrations/list'
import { isFatal } from './open-failure'
import { openDatabase, type DatabasePlace, type OpenedDatabase } from './open-database'
import * as schema from './schema'

/** One key of PostgreSQL's advisory locks: holders write the feed one after another. */
const FEED_LOCK = 7_201_001
/** Read at each start, so that a broken one is found before anybody works with it. */
const PROBED_TABLES = [
  'hub_facts',
  'agents',
  'channels',
  'clients',
  'client_cards',
  'teams',
  'cases',
  'chats',
  'messages',
  'changes',
  'outgoing',
]
const CHECKPOINT_EVERY_MS = 5 * 60_000
const VACUUM_EVERY_CHECKPOINTS = 12

export type Database = PgDatabase<PgliteQueryResultHKT, typeof schema>

/** For queries only. Whoever holds one gives it to the functions of this folder. */
export interface Read {
  readonly db: Database
  readonly nowMs: number
  /** For `readOnce` alone. */
  readonly seen: Map<string, unknown>
}

/** A transaction. Everything a desk should hear of is named with `changed`. */
export interface Write extends Read {
  changed(entity: schema.EntityName, id: string): void
  /** Is done once the transaction is durable, and not at all where it is not. */
  whenDurable(work: () => void): void
}

export interface CommittedChange {
  readonly seq: number
  readonly entity: schema.EntityName
  readonly id: string
}

/** Told of each query before it is asked: tests count what a message costs. */
export type OnQuery = (text: string) => void

export class Store {
  readonly committed: Emitter<readonly CommittedChange[]>
  readonly setAside: string | null
  private readonly db: Database
  private maintenance: { dispose(): void } | null = null
  private checkpoints = 0
  private wroteSinceCheckpoint = false
  private announcing: Promise<void> = Promise.resolve()

  private constructor(
    private readonly opened: OpenedDatabase,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly onFatal: (error: unknown) => void,
    onQuery: OnQuery | null,
  ) {
    this.db = drizzle(opened.database, { schema, logger: onQuery ? { logQuery: onQuery } : false })
    this.setAside = opened.setAside
    this.committed = new Emitter((error) => {
      logger.error('a listener of committed changes failed', { cause: describeError(error) })
    })
    this.scheduleMaintenance()
  }

  static async open(
    place: DatabasePlace,
    clock: Clock,
    logger: Logger,
    /** The database has ended or cannot be trusted any more: only a new start helps. */
    onFatal: (error: unknown) => void = () => undefined,
    onQuery: OnQuery | null = null,
  ): Promise<Store> {
    const prepare = async (database: PGlite) => {
      const applied = await migrate(database, migrations, clock.now())
      if (applied.length > 0) logger.info('migrations applied', { count: applied.length })
      for (const table of PROBED_TABLES) await database.query(`select * from ${table} limit 1`)
    }
    const opened = await openDatabase(place, prepare, clock.now(), logger)
    return new Store(opened, clock, logger, onFatal, onQuery)
  }

  read<T>(query: (view: Read) => Promise<T>): Promise<T> {
    return query({ db: this.db, nowMs: this.clock.now(), seen: new Map() })
  }

  /**
   * Runs `work` in one transaction, appends the changes that it named to the feed in the same transaction, and
   * resolves once all of it would survive a power cut. Only then do listeners of `committed` hear of it.
   */
  async write<T>(work: (tx: Write) => Promise<T>): Promise<T> {
    try {
      return await this.writeDurably(work)
    } catch (error) {
      if (isFatal(error)) this.onFatal(error)
      throw error
    }
  }

  private async writeDurably<T>(work: (tx: Write) => Promise<T>): Promise<T> {
    const { value, committed, afterwards } = await this.commit(work)
    const durable = this.opened.files.flush()
    // In the order of commits, also where a later commit becomes durable with an earlier one.
    this.announcing = Promise.all([this.announcing, durable]).then(() => {
      if (committed.length > 0) this.committed.emit(committed)
    })
    await this.announcing
    for (const later of afterwards) later()
    return value
  }

  async close(): Promise<void> {
    this.maintenance?.dispose()
    await this.opened.files.flush()
    await this.opened.database.close()
  }

  private async commit<T>(work: (tx: Write) => Promise<T>) {
    const nowMs = this.clock.now()
    this.wroteSinceCheckpoint = true
    return this.db.transaction(async (db) => {
      const afterwards: (() => void)[] = []
      const named = new Map<string, { entity: schema.EntityName; entityId: string }>()
      const value = await work({
        db,
        seen: new Map(),
        nowMs,
        changed(entity, id) {
          named.set(`${entity} ${id}`, { entity, entityId: id })
        },
        whenDurable(later) {
          afterwards.push(later)
        },
      })
      return { value, afterwards, committed: await appendChanges(db, nowMs, [...named.values()]) }
    })
  }

  /** A PostgreSQL without background processes neither checkpoints nor vacuums by itself. */
  private scheduleMaintenance(): void {
    this.maintenance = this.clock.schedule(CHECKPOINT_EVERY_MS, () => {
      this.maintain().then(
        () => {
          this.scheduleMaintenance()
        },
        (error: unknown) => {
          this.logger.error('maintenance of the database failed', { cause: describeError(error) })
        },
      )
    })
  }

  private async maintain(): Promise<void> {
    if (!this.wroteSinceCheckpoint) return
    this.wroteSinceCheckpoint = false
    this.checkpoints += 1
    if (this.checkpoints % VACUUM_EVERY_CHECKPOINTS === 0) await this.opened.database.exec('vacuum (analyze)')
    await this.opened.database.exec('checkpoint')
  }
}

/** The lock makes the order of `seq` the order of commits, also where several hubs share one PostgreSQL. */
async function appendChanges(
  db: Database,
  atMs: number,
  named: readonly { entity: schema.EntityName; entityId: string }[],
): Promise<readonly CommittedChange[]> {
  if (named.length === 0) return []
  const entities = sql.param(named.map(({ entity }) => entity))
  const ids = sql.param(named.map(({ entityId }) => entityId))
  // One statement: no row, and so no number, comes out of the ordered select before the lock is held.
  const { rows } = await db.execute<{ seq: string | number; entity: schema.EntityName; id: string }>(sql`
    with turn as materialized (select pg_advisory_xact_lock(${FEED_LOCK}))
    insert into ${schema.changes} (at_ms, audience, entity, entity_id)
    select ${atMs}::bigint, 'all', entity, entity_id
    from turn, unnest(${entities}::text[], ${ids}::text[]) with ordinality as named (entity, entity_id, place)
    order by place
    returning seq, entity, entity_id as id
  `)
  return rows.map(({ seq, entity, id }) => ({ seq: Number(seq), entity, id }))
}
