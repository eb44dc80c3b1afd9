import { Client } from 'pg'

import { err, ok, type Result } from '#shared/lib/result'

import type { AuditRow } from '../audit-log'
import type { AuditMark } from '../audit-marks'
import { migrate, type Connection } from '../migrate'
import { migrations } from '../migrations/list'
import { quoted, type GivenNumber, type Rows, type Table } from '../whole-content'
import { connectionOf, takeMigrationLock } from './migrating'

/** Texts that were sealed with one key and are to be sealed with another. */
export const SEALED_COLUMNS = [
  ['channels', 'config'],
  ['channels', 'driver_secret'],
  ['bots', 'secret'],
  ['mail_settings', 'password'],
  ['push_keys', 'private_key'],
  ['mango_connection', 'api_key'],
  ['mango_connection', 'api_salt'],
  ['accounts', 'second_factor'],
  ['oidc_attempts', 'verifier'],
] as const

type Head = AuditMark & { readonly tag: string }

/** The audit in the order of its chain, those without a place last, and its end. */
export type Resign = (
  rows: readonly AuditRow[],
  head: Head | null,
) => { readonly rows: readonly Pick<AuditRow, 'id' | 'tag' | 'link'>[]; readonly head: Head | null }

/** What comes from elsewhere, one after another. */
export interface Filling {
  beginTable(table: Table): Promise<void>
  /** Of the table that was begun last. */
  addRows(rows: Rows): Promise<void>
  setNumbers(numbers: readonly GivenNumber[]): Promise<void>
  /** Seals anew what each of these columns holds. */
  reseal(seal: (sealed: string) => string): Promise<void>
  /** Signs the audit anew. */
  resign(anew: Resign): Promise<void>
}

export interface Origin {
  readonly url: string
  /** Which migrations the content had seen: the others are applied to it. */
  readonly seen: readonly number[]
  readonly nowMs: number
}

/**
 * Fills an empty database in one transaction: whatever ends it, there is nothing in it or everything. Hubs that start
 * meanwhile wait.
 */
export async function fillDatabase(
  { url, seen, nowMs }: Origin,
  fill: (filling: Filling) => Promise<void>,
): Promise<Result<null, 'notEmpty'>> {
  const client = new Client({ connectionString: url, application_name: 'otklik-import' })
  // What breaks it rejects the query that runs, or the next one.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await takeMigrationLock(client)
    if (!(await isEmpty(client))) return err('notEmpty')
    await client.query('begin')
    const connection = connectionOf(client)
    const inThisTransaction = {
      ...connection,
      transaction: <T>(work: (tx: Connection) => Promise<T>) => work(connection),
    }
    await migrate(
      inThisTransaction,
      migrations.filter(({ number }) => seen.includes(number)),
      nowMs,
    )
    const references = await dropReferences(client)
    const bringUpToDate = async () => {
      // Each row has to find the one that it refers to.
      for (const statement of references) await client.query(statement)
      await migrate(inThisTransaction, migrations, nowMs)
    }
    await fill(new Writer(client, bringUpToDate))
    await sendHome(client, nowMs)
    // The first hub that starts here finds another database than that of the feed (hub/restored.ts).
    await client.query("insert into hub_facts (key, value) values ('database', 'moved here')")
    await client.query('commit')
    return ok(null)
  } finally {
    // The lock ends with its session, and so does a transaction that was not committed.
    await client.end().catch(() => undefined)
  }
}

/** Tables refer to one another in circles: no order fills them. Answers the statements that put the rules back. */
async function dropReferences(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ drop: string; add: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
        format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as add
      from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
  )
  for (const { drop } of rows) await client.query(drop)
  return rows.map(({ add }) => add)
}

async function isEmpty(client: Client): Promise<boolean> {
  const { rows } = await client.query(
    "select 1 from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') limit 1",
  )
  return rows.length === 0
}

/** Nobody is at work at a hub that nobody has signed in to yet. */
async function sendHome(client: Client, nowMs: number): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    "update agents set status = 'offline', status_since_ms = $1, status_until_ms = null, talking_since_ms = null where status <> 'offline' and not is_removed returning id",
    [nowMs],
  )
  const ids = rows.map(({ id }) => id)
  await client.query(
    'update agent_statuses set to_ms = greatest($1::bigint, from_ms) where to_ms is null and agent_id = any($2::uuid[])',
    [nowMs, ids],
  )
  await client.query(
    "insert into agent_statuses (agent_id, status, from_ms) select id, 'offline', $1::bigint from unnest($2::uuid[]) id",
    [nowMs, ids],
  )
}

class Writer implements Filling {
  private readonly begun: string[] = []
  private insert = ''

  constructor(
    private readonly client: Client,
    private readonly bringUpToDate: () => Promise<unknown>,
  ) {}

  async beginTable({ name, columns }: Table): Promise<void> {
    const typeOf = await this.typesOf(name)
    const unknown = columns.filter((column) => !typeOf.has(column))
    if (unknown.length > 0) throw new Error(`Table ${name} has no column ${unknown.join(', ')}.`)
    const values = columns.map((column, place) => `(r ->> ${String(place)})::${String(typeOf.get(column))}`)
    this.insert =
      `insert into ${quoted(name)} (${columns.map(quoted).join(', ')}) overriding system value ` +
      `select ${values.join(', ')} from jsonb_array_elements($1::jsonb) with ordinality as given (r, place) order by place`
    // Neither what a migration began nor what a trigger adds: only what came.
    await this.client.query(`truncate ${quoted(name)}`)
    await this.client.query(`alter table ${quoted(name)} disable trigger user`)
    this.begun.push(name)
  }

  async addRows({ rows }: Rows): Promise<void> {
    await this.client.query(this.insert, [rows])
  }

  async setNumbers(numbers: readonly GivenNumber[]): Promise<void> {
    for (const { table, column, last } of numbers)
      await this.client.query('select setval(pg_get_serial_sequence($1, $2), $3::bigint)', [
        quoted(table),
        column,
        last,
      ])
  }

  async reseal(seal: (sealed: string) => string): Promise<void> {
    for (const name of this.begun) await this.client.query(`alter table ${quoted(name)} enable trigger user`)
    await this.bringUpToDate()
    for (const [table, column] of SEALED_COLUMNS) {
      const { rows } = await this.client.query<{ place: string; sealed: string }>(
        `select ctid::text as place, ${column} as sealed from ${table} where ${column} is not null`,
      )
      for (const { place, sealed } of rows)
        await this.client.query(`update ${table} set ${column} = $1 where ctid = $2::tid`, [seal(sealed), place])
    }
  }

  async resign(anew: Resign): Promise<void> {
    const { rows } = await this.client.query<AuditRow>(
      `select id, at_ms::float8 as "atMs", kind, actor_id as "actorId", subject_id as "subjectId",
          chat_id as "chatId", about, personal, personal_hash as "personalHash", tag, seq::float8 as seq, link
        from audit_log order by audit_log.seq nulls last, at_ms, id`,
    )
    const { rows: marks } = await this.client.query<Head>('select seq::float8 as seq, link, tag from audit_marks')
    const signed = anew(rows, marks[0] ?? null)
    await this.client.query(
      `update audit_log set tag = given.tag, link = given.link
        from unnest($1::uuid[], $2::text[], $3::text[]) as given (id, tag, link) where audit_log.id = given.id`,
      [signed.rows.map(({ id }) => id), signed.rows.map(({ tag }) => tag), signed.rows.map(({ link }) => link)],
    )
    if (signed.head)
      await this.client.query('update audit_marks set link = $1, tag = $2', [signed.head.link, signed.head.tag])
  }

  private async typesOf(table: string): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.client.query<{ name: string; type: string }>(
      `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
        where attrelid = to_regclass($1) and attnum > 0 and not attisdropped`,
      [quoted(table)],
    )
    if (rows.length === 0) throw new Error(`There is no table ${table}.`)
    return new Map(rows.map(({ name, type }) => [name, type]))
  }
}
