import type { Client } from 'pg'

import { sleep, systemClock } from '#shared/lib/clock'

import type { Connection, MigratedDatabase } from '../migrate'
import { codeOf } from './away'

/** One key of PostgreSQL's advisory locks: of several hubs that start together one migrates, the others wait. */
const MIGRATION_LOCK = 7_201_003
/** Whoever waits for a table keeps all who come later waiting for it, too. */
const LOCK_PATIENCE = '3s'
const ASK_AGAIN_MS = 200
const LOCK_NOT_AVAILABLE = '55P03'
const MOST_ATTEMPTS = 20

/** Runs `prepare` on a connection of its own while no other hub does; hubs at work go on meanwhile. */
export async function underMigrationLock(
  client: Client,
  prepare: (database: MigratedDatabase) => Promise<void>,
): Promise<void> {
  // What breaks it rejects the query that runs, or the next one.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await takeMigrationLock(client)
    await prepare(migratedBy(client))
  } finally {
    // The lock ends with its session.
    await client.end().catch(() => undefined)
  }
}

/**
 * Asks again and again: whoever waits within the question holds a view of the database as it was, for which an index that
 * the holder builds concurrently would wait in turn.
 */
export async function takeMigrationLock(client: Client): Promise<void> {
  const question = `select pg_try_advisory_lock(${String(MIGRATION_LOCK)}) as taken`
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>(question)
    if (rows[0]?.taken === true) return
    await sleep(systemClock, ASK_AGAIN_MS)
  }
}

export function connectionOf(client: Client): Connection {
  return {
    exec: (sql) => client.query(sql),
    query: async <Row>(sql: string, parameters: unknown[] = []) => {
      const { rows } = await client.query(sql, parameters)
      // As the statement names its columns; the caller's type says how.
      return { rows: rows as Row[] }
    },
  }
}

function migratedBy(client: Client): MigratedDatabase {
  const connection = connectionOf(client)
  return {
    ...connection,
    async buildIndex({ name, statement }) {
      const found = await client.query<{ indisvalid: boolean }>(
        'select indisvalid from pg_index where indexrelid = to_regclass($1)',
        [name],
      )
      if (found.rows[0]?.indisvalid === true) return
      // Whatever broke the building of it off left it unfinished: it costs every writer and helps nobody.
      if (found.rows.length > 0) await client.query(`drop index concurrently ${name}`)
      await client.query(statement)
    },
    async transaction(work) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          await client.query('begin')
          await client.query(`set local lock_timeout = '${LOCK_PATIENCE}'`)
          const value = await work(connection)
          await client.query('commit')
          return value
        } catch (error) {
          await client.query('rollback').catch(() => undefined)
          if (attempt >= MOST_ATTEMPTS || codeOf(error) !== LOCK_NOT_AVAILABLE) throw error
        }
      }
    },
  }
}
