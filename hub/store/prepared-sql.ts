import type { SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'

import { prepared } from './prepared'
import type { Read } from './store'

const dialect = new PgDialect()

/**
 * As `prepared`, of a statement in SQL's own words, whose parts are put together once for each connection. What changes
 * from time to time are placeholders in it.
 */
export async function preparedSql<Row>(
  view: Pick<Read, 'db'>,
  name: string,
  text: () => SQL,
  values: Record<string, unknown>,
): Promise<readonly Row[]> {
  const query = prepared(view, name, (db) =>
    db._.session.prepareQuery(dialect.sqlToQuery(text()), undefined, name, false),
  )
  // Both drivers answer rows as objects where no fields are named.
  const { rows } = (await query.execute(values)) as { readonly rows: readonly Row[] }
  return rows
}
