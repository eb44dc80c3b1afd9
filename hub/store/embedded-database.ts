import type { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'

import type { Clock } from '#shared/lib/clock'
import { describeError, type Logger } from '#shared/lib/logger'

import type { Database, OnQuery, Queries } from './database'
import { KeptStatements, type Asks } from './kept-statements'
import { openDatabase, type DatabasePlace, type OpenedDatabase } from './open-database'
import { isFatal } from './open-failure'
import * as schema from './schema'

const CHECKPOINT_EVERY_MS = 5 * 60_000
const VACUUM_EVERY_CHECKPOINTS = 12

/** PGlite in a folder of this hub alone. */
export class EmbeddedDatabase implements Database {
  readonly queries: Queries
  readonly setAside: string | null
  readonly shared = null
  private readonly statements: KeptStatements
  /** The same for all transactions, so that what is put into words once stays so (prepared.ts). */
  private readonly inTransaction: Queries
  private maintenance: { dispose(): void } | null = null
  private checkpoints = 0
  private wroteSinceCheckpoint = false

  private constructor(
    private readonly opened: OpenedDatabase,
    private readonly clock: Clock,
    private readonly logger: Logger,
    onQuery: OnQuery | null,
  ) {
    this.statements = new KeptStatements(opened.database)
    const queriesOf = (asks: Asks): Queries =>
      // Of a client drizzle asks for nothing else.
      drizzle(asks as unknown as PGlite, { schema, logger: onQuery ? { logQuery: onQuery } : false })
    this.queries = queriesOf(this.statements)
    this.inTransaction = queriesOf(this.statements.inTransaction)
    this.setAside = opened.setAside
    this.scheduleMaintenance()
  }

  static async open(
    place: DatabasePlace,
    prepare: (database: PGlite) => Promise<void>,
    clock: Clock,
    logger: Logger,
    onQuery: OnQuery | null,
  ): Promise<EmbeddedDatabase> {
    return new EmbeddedDatabase(await openDatabase(place, prepare, clock.now(), logger), clock, logger, onQuery)
  }

  /** There is one connection: nobody else writes meanwhile, and nothing has to be done twice. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    this.wroteSinceCheckpoint = true
    return this.statements.transaction(() => work(this.inTransaction))
  }

  durable(): Promise<void> {
    return this.opened.files.flush()
  }

  isFatal(error: unknown): boolean {
    return isFatal(error)
  }

  async close(): Promise<void> {
    this.maintenance?.dispose()
    await this.opened.files.flush()
    await this.opened.database.close()
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
