import { eq } from 'drizzle-orm'

import { hubFacts } from './schema'
import type { Read, Write } from './store'

type FactKey = 'feedId' | 'agentId' | 'teamId' | 'prunedUpTo'

export async function readFact(view: Read, key: FactKey): Promise<string | null> {
  const [row] = await view.db.select().from(hubFacts).where(eq(hubFacts.key, key))
  return row?.value ?? null
}

export async function writeFact(tx: Write, key: FactKey, value: string): Promise<void> {
  await tx.db.insert(hubFacts).values({ key, value }).onConflictDoUpdate({ target: hubFacts.key, set: { value } })
}
