import { sql } from 'drizzle-orm'

import { silentLogger } from '#shared/lib/logger'
import { systemClock } from '#shared/lib/clock'

import { Store } from '../store'
import type { TestFolder } from '../../testing/test-folder'

/** Every row of every table as text, by table; of a hub with a database of its own that has stopped. */
export async function dumpTables(folder: TestFolder): Promise<ReadonlyMap<string, string>> {
  const store = await Store.open({ dataFolder: folder.path, templateFile: null }, systemClock, silentLogger)
  try {
    return await store.read(async ({ db }) => {
      const { rows: tables } = await db.execute<{ name: string }>(
        sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
      )
      const dumped = new Map<string, string>()
      for (const { name } of tables) {
        const { rows } = await db.execute<{ said: string | null }>(
          sql`select string_agg(to_jsonb(one)::text, E'\n') as said from ${sql.identifier(name)} as one`,
        )
        dumped.set(name, rows[0]?.said ?? '')
      }
      return dumped
    })
  } finally {
    await store.close()
  }
}
