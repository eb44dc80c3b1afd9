import { sql } from 'drizzle-orm'

import type { Read } from './store'

/** By PostgreSQL's own names for the cluster, the database, the table of the feed and the timeline. */
export async function nameOfDatabase(view: Read): Promise<string> {
  const { rows } = await view.db.execute<{ name: string }>(sql`
    select concat_ws('/', system_identifier, (select oid from pg_database where datname = current_database()),
      'changes'::regclass::oid, left(pg_walfile_name(pg_current_wal_lsn()), 8)) as name
    from pg_control_system()`)
  const [row] = rows
  if (!row) throw new Error('PostgreSQL did not say which database this is.')
  return row.name
}
