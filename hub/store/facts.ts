import { readOnce, forgetRead } from './read-once'
import { hubFacts } from './schema'
import type { Read, Write } from './store'

/**
 * `filesFolder`: the mark of the folder of attachments; `database`: what PostgreSQL calls it (hub/restored.ts);
 * `retentionTime`: how far the clock had come (hub/retention).
 */
type FactKey =
  'feedId' | 'agentId' | 'teamId' | 'prunedUpTo' | 'port' | 'demoHh' | 'filesFolder' | 'database' | 'retentionTime'

export async function readFact(view: Read, key: FactKey): Promise<string | null> {
  const rows = await readOnce(view, 'facts', () => view.db.select().from(hubFacts))
  return rows.find((row) => row.key === key)?.value ?? null
}

export async function writeFact(tx: Write, key: FactKey, value: string): Promise<void> {
  await tx.db.insert(hubFacts).values({ key, value }).onConflictDoUpdate({ target: hubFacts.key, set: { value } })
  forgetRead(tx, 'facts')
}
