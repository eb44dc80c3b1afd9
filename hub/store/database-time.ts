import { sql } from 'drizzle-orm'

import type { Read } from './store'

/** By the database's own clock. */
export async function databaseTime(view: Read): Promise<number> {
  const { rows } = await view.db.execute<{ now: number }>(
    sql`select extract(epoch from clock_timestamp())::float8 * 1000 as now`,
  )
  return rows[0]?.now ?? Number.NaN
}
