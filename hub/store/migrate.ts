import { indexBuildsOf, inTransaction, type IndexBuild } from './index-builds'
import type { Migration } from './migrations/list'

/** One connection, as much of it as migrations need; PGlite is one. */
export interface Connection {
  exec(sql: string): Promise<unknown>
  query<Row>(sql: string, parameters?: unknown[]): Promise<{ readonly rows: Row[] }>
}
export interface MigratedDatabase extends Connection {
  /** All of it or nothing. */
  transaction<T>(work: (tx: Connection) => Promise<T>): Promise<T>
  /** Where others write meanwhile: outside of any transaction; one that was interrupted is built anew. */
  readonly buildIndex?: (index: IndexBuild) => Promise<void>
}

const CREATE_LEDGER = `create table if not exists migrations (
  number integer primary key,
  name text not null,
  applied_at_ms bigint not null
)`

/** The database was changed by a newer version: an older hub would not know what it writes. */
export class NewerDatabaseError extends Error {
  constructor(newest: number, known: number) {
    super(`The database is newer (migration ${newest}) than this hub (migration ${known}).`)
    this.name = 'NewerDatabaseError'
  }
}

/**
 * Applies what is missing, each migration and its record in one transaction; indexes that are built concurrently first,
 * since each of them is there or not whatever the record says. Answers the names applied now.
 */
export async function migrate(
  database: MigratedDatabase,
  migrations: readonly Migration[],
  nowMs: number,
): Promise<readonly string[]> {
  await database.exec(CREATE_LEDGER)
  const { rows } = await database.query<{ number: number }>('select number from migrations')
  const done = new Set(rows.map((row) => row.number))
  const newest = Math.max(0, ...done)
  const known = Math.max(0, ...migrations.map((migration) => migration.number))
  if (newest > known) throw new NewerDatabaseError(newest, known)

  const applied: string[] = []
  for (const migration of migrations) {
    if (done.has(migration.number)) continue
    const builds = indexBuildsOf(migration.sql)
    const isBuilt = builds !== null && database.buildIndex !== undefined
    if (isBuilt) for (const index of builds) await database.buildIndex(index)
    await database.transaction(async (tx) => {
      if (!isBuilt) await tx.exec(builds ? inTransaction(builds) : migration.sql)
      await tx.query('insert into migrations (number, name, applied_at_ms) values ($1, $2, $3)', [
        migration.number,
        migration.name,
        nowMs,
      ])
    })
    applied.push(migration.name)
  }
  return applied
}
