import { getTableColumns, getTableName, sql, type InferInsertModel } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'

import type { Write } from './store'

/** A statement has to stay within what PostgreSQL reads at once; of messages it is a megabyte or two. */
const ROWS_AT_ONCE = 1_000

/**
 * Rows as one value: however many they are, it is the same statement, which is read and planned once, and no placeholder
 * is made for each field of each (docs/adr/0055).
 */
export async function insertRows<Table extends PgTable>(
  tx: Write,
  table: Table,
  rows: readonly InferInsertModel<Table>[],
): Promise<void> {
  const columns = Object.entries(getTableColumns(table)).filter(([, column]) => column.generated === undefined)
  const names = sql.join(
    columns.map(([, { name }]) => sql.identifier(name)),
    sql`, `,
  )
  const target = sql.identifier(getTableName(table))
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const told = rows.slice(start, start + ROWS_AT_ONCE).map((row) =>
      Object.fromEntries(
        columns.map(([field, column]) => {
          const value: unknown = row[field as keyof typeof row]
          return [column.name, value === undefined ? (column.default ?? null) : value]
        }),
      ),
    )
    await tx.db.execute(sql`
      insert into ${target} (${names})
      select ${names} from jsonb_populate_recordset(null::${target}, ${JSON.stringify(told)}::jsonb)
    `)
  }
}
