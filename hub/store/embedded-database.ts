import type { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'

import type { Clock } from '#shared/lib/clock'
import { describeError, type Logger } from '#shared/lib/logger'

import type { Database, OnQuery, Queries } from './database'
import { KeptStatements } from './kept-statements'
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
  private maintenance: { dispose(): void } | null = null
  private checkpoints = 0
  private wroteSinceCheckpoint = false

  private constructor(
    private readonly opened: OpenedDatabase,
    private readonly clock: Clock,
    private readonly logger: Logger,
    onQuery: OnQuery | null,
  ) {
    // Of a client drizzle asks for nothing else.
    const client = new KeptStatements(opened.database) as unknown as PGlite
    this.queries = drizzle(client, { schema, logger: onQuery ? { logQuery: onQuery } : false })
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
    return this.queries.transaction(work)
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
