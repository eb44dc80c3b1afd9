import type { Client } from 'pg'

import type { Connection, MigratedDatabase } from '../migrate'
import { codeOf } from './away'

/** One key of PostgreSQL's advisory locks: of several hubs that start together one migrates, the others wait. */
export const MIGRATION_LOCK = 7_201_003
/** Whoever waits for a table keeps all who come later waiting for it, too. */
const LOCK_PATIENCE = '3s'
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
    await client.query(`select pg_advisory_lock(${String(MIGRATION_LOCK)})`)
    await prepare(migratedBy(client))
  } finally {
    // The lock ends with its session.
    await client.end().catch(() => undefined)
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
