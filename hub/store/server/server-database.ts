import { drizzle } from 'drizzle-orm/node-postgres'
import { Client, Pool, type ClientConfig, type PoolClient } from 'pg'

import type { Clock } from '#shared/lib/clock'
import { describeError, type Logger } from '#shared/lib/logger'

import type { Database, OnQuery, Queries } from '../database'
import type { MigratedDatabase } from '../migrate'
import * as schema from '../schema'
import { cameInBetween, isDouble } from './away'
import { Line } from './line'
import { underMigrationLock } from './migrating'
import { NamedStatements } from './named-statements'

const POOL_SIZE = 10
const CONNECTING_TAKES_MS = 10_000
/** For one of the pool's connections, while there is more to do than they can. */
const WAITING_TAKES_MS = 30_000
const STATEMENT_TAKES_MS = 30_000
/** Longer than any work waits between two statements: a hub that hangs keeps nobody waiting for its locks. */
const IDLE_IN_TRANSACTION_MS = 15_000
/** Sooner than PostgreSQL itself gives up a session whose hub is out of reach (see `SESSION`). */
const LINE_ANSWERS_MS = 8_000
const MOST_ATTEMPTS = 50
/** A row of the same name that came in between is found the next time; one that stood there before stays in the way. */
const ATTEMPTS_OF_DOUBLES = 3

/** Of each session. A hub that vanished from the network is given up after 5 + 3 × 3 s, or 15 s of unread answers. */
const SESSION = {
  synchronous_commit: 'on',
  tcp_keepalives_idle: '5',
  tcp_keepalives_interval: '3',
  tcp_keepalives_count: '3',
  tcp_user_timeout: '15000',
} as const

export interface ServerPlace {
  /** `postgresql://user:password@host:port/database`. */
  readonly url: string
  readonly poolSize?: number
}

/** A PostgreSQL that several hubs may share. */
export class ServerDatabase implements Database {
  readonly queries: Queries
  readonly setAside = null
  private repeating: Promise<unknown> = Promise.resolve()
  private readonly statements = new NamedStatements()
  private readonly made = new WeakMap<Pool | PoolClient, Queries>()

  private constructor(
    private readonly pool: Pool,
    readonly shared: Line,
    private readonly logger: Logger,
    private readonly onQuery: OnQuery | null,
  ) {
    this.queries = this.queriesOf(pool)
  }

  static async open(
    { url, poolSize = POOL_SIZE }: ServerPlace,
    prepare: (database: MigratedDatabase) => Promise<void>,
    clock: Clock,
    logger: Logger,
    onQuery: OnQuery | null,
  ): Promise<ServerDatabase> {
    const config = configOf(url)
    await underMigrationLock(new Client(config), prepare)
    const pool = new Pool({
      ...config,
      // What is asked side by side travels side by side; PostgreSQL answers in the order in which it was asked.
      pipeline: true,
      max: poolSize,
      connectionTimeoutMillis: WAITING_TAKES_MS,
      statement_timeout: STATEMENT_TAKES_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    })
    const noteBroken = (error: Error) => {
      logger.info('a connection to PostgreSQL broke', { cause: describeError(error) })
    }
    pool.on('error', noteBroken)
    // For all its life: the pool takes its own listener off when it hands a connection out, and one that breaks in the
    // moment before anybody has it would end the process.
    pool.on('connect', (client) => {
      client.on('error', noteBroken)
    })
    const line = new Line({ ...config, query_timeout: LINE_ANSWERS_MS }, clock, logger)
    try {
      await line.open()
    } catch (error) {
      await pool.end()
      throw error
    }
    return new ServerDatabase(pool, line, logger, onQuery)
  }

  async transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    try {
      return await this.attempt(work)
    } catch (error) {
      if (!isWorthRepeating(error, 1)) throw error
    }
    // One after another: those that met once would meet again.
    const repeated = this.repeating.then(() => this.repeat(work))
    this.repeating = repeated.catch(() => undefined)
    return repeated
  }

  /** PostgreSQL says that it is committed once it is (`synchronous_commit`). */
  durable(): Promise<void> {
    return Promise.resolve()
  }

  isFatal(): boolean {
    return false
  }

  async close(): Promise<void> {
    await this.shared.close()
    await this.pool.end()
  }

  private async repeat<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    for (let attempt = 2; ; attempt += 1) {
      try {
        return await this.attempt(work)
      } catch (error) {
        if (!isWorthRepeating(error, attempt)) throw error
        this.logger.debug('a transaction is repeated', { attempt })
      }
    }
  }

  private async attempt<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    const client = await this.pool.connect()
    let broken: Error | undefined
    const noticeBroken = (error: Error) => {
      broken = error
    }
    client.on('error', noticeBroken)
    try {
      await client.query('begin isolation level serializable')
      const value = await work(this.queriesOf(client))
      await client.query('commit')
      return value
    } catch (error) {
      broken ??= await rollBack(client)
      throw error
    } finally {
      client.off('error', noticeBroken)
      // One that broke is not given to anybody again.
      client.release(broken)
    }
  }

  private queriesOf(client: Pool | PoolClient): Queries {
    const known = this.made.get(client)
    if (known) return known
    const { onQuery } = this
    // Asked for nothing but `query`; a transaction is begun and ended above.
    const named = this.statements.over(client) as Pool | PoolClient
    const made = drizzle(named, { schema, logger: onQuery ? { logQuery: onQuery } : false })
    this.made.set(client, made)
    return made
  }
}

function isWorthRepeating(error: unknown, attempts: number): boolean {
  if (cameInBetween(error)) return attempts < MOST_ATTEMPTS
  return isDouble(error) && attempts < ATTEMPTS_OF_DOUBLES
}

/** Answers why the connection is of no use any more, if so. */
async function rollBack(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback')
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(describeError(error))
  }
}

function configOf(url: string): ClientConfig {
  return {
    connectionString: url,
    application_name: 'otklik-hub',
    connectionTimeoutMillis: CONNECTING_TAKES_MS,
    keepAlive: true,
    options: Object.entries(SESSION)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  }
}
