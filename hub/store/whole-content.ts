import { sql } from 'drizzle-orm'

import type { Read, Write } from './store'

/** Where the hub that the content goes to has its own, or where a hub notes only what it alone is. */
const FACTS_THAT_STAY = ['port', 'filesFolder', 'database']
const ROWS_AT_ONCE = 200

export interface Table {
  readonly name: string
  /** Without those that the database works out itself. */
  readonly columns: readonly string[]
}

/** Numbers that a table gives out itself: the last of them may be of a row that is no more. */
export interface GivenNumber {
  readonly table: string
  readonly column: string
  readonly last: string
}

/** All tables but the one that says which migrations there were. */
export async function tablesOf(view: Read): Promise<readonly Table[]> {
  return rowsOf<{ name: string; columns: string[] }>(
    view,
    sql`select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migrations'
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      group by c.relname order by c.relname`,
  )
}

export interface Rows {
  readonly count: number
  /** JSON: an array of rows, each an array of its columns as text. */
  readonly rows: string
}

/** In a transaction, whose view of the table stays the same meanwhile. */
export async function* readTable(tx: Write, { name, columns }: Table): AsyncGenerator<Rows> {
  const texts = columns.map((column) => `${quoted(column)}::text`).join(', ')
  const from = `${quoted(name)}${name === 'hub_facts' ? ` where key not in (${FACTS_THAT_STAY.map(literal).join(', ')})` : ''}`
  await tx.db.execute(
    sql.raw(`declare moving no scroll cursor for select jsonb_build_array(${texts}) as "row" from ${from}`),
  )
  for (;;) {
    // No single answer of the database becomes as large as the table.
    const found = await rowsOf<{ row: unknown }>(tx, sql.raw(`fetch ${String(ROWS_AT_ONCE)} from moving`))
    if (found.length === 0) break
    yield { count: found.length, rows: JSON.stringify(found.map(({ row }) => row)) }
  }
  await tx.db.execute(sql`close moving`)
}

export async function givenNumbers(view: Read): Promise<readonly GivenNumber[]> {
  return rowsOf<{ table: string; column: string; last: string }>(
    view,
    sql`select t.relname as "table", a.attname as "column", s.last_value::text as last
      from pg_depend d join pg_class q on q.oid = d.objid and q.relkind = 'S'
      join pg_class t on t.oid = d.refobjid join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
      join pg_sequences s on s.schemaname = 'public' and s.sequencename = q.relname
      where d.deptype in ('i', 'a') and t.relnamespace = 'public'::regnamespace and s.last_value is not null
      order by 1, 2`,
  )
}

export async function appliedMigrations(view: Read): Promise<readonly number[]> {
  const rows = await rowsOf<{ number: number }>(view, sql`select number from migrations order by number`)
  return rows.map(({ number }) => number)
}

export async function attachments(view: Read): Promise<readonly { readonly hash: string; readonly bytes: number }[]> {
  const rows = await rowsOf<{ hash: string; bytes: string }>(
    view,
    sql`select hash, min(bytes)::text as bytes from files group by hash order by hash`,
  )
  return rows.map(({ hash, bytes }) => ({ hash, bytes: Number(bytes) }))
}

async function rowsOf<Row extends Record<string, unknown>>(
  view: Read,
  query: ReturnType<typeof sql>,
): Promise<readonly Row[]> {
  return (await view.db.execute<Row>(query)).rows
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
