import { sql } from 'drizzle-orm'

import type { Store } from '../store'

/** As somebody who has the database and nothing of the hub; values stand in the text. */
export async function runStatement(store: Store, statement: string): Promise<void> {
  await store.write(({ db }) => db.execute(sql.raw(statement)))
}

/** What stands there, in the database's own words. */
export async function askStatement(store: Store, statement: string): Promise<readonly Record<string, unknown>[]> {
  return (await store.read(({ db }) => db.execute<Record<string, unknown>>(sql.raw(statement)))).rows
}
