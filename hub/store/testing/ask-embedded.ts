import { sql } from 'drizzle-orm'

import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'

import { Store } from '../store'

export type Ask = (statement: string) => Promise<readonly Record<string, unknown>[]>

/** Statements to the embedded database in this folder, while no hub runs on it. */
export async function askEmbedded<T>(
  dataFolder: string,
  templateFile: string,
  work: (ask: Ask) => Promise<T>,
): Promise<T> {
  const store = await Store.open({ dataFolder, templateFile }, new ManualClock(), silentLogger)
  try {
    return await work(async (statement) =>
      store.write(async (tx) => (await tx.db.execute<Record<string, unknown>>(sql.raw(statement))).rows),
    )
  } finally {
    await store.close()
  }
}
