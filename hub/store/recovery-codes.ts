import { and, count, eq } from 'drizzle-orm'

import type { AgentId } from '#shared/domain/ids'

import { recoveryCodes } from './accounts-schema'
import type { Read, Write } from './store'

/** In place of all before. */
export async function putRecoveryCodes(tx: Write, agentId: AgentId, codeHashes: readonly string[]): Promise<void> {
  await tx.db.delete(recoveryCodes).where(eq(recoveryCodes.agentId, agentId))
  if (codeHashes.length === 0) return
  await tx.db.insert(recoveryCodes).values(codeHashes.map((codeHash) => ({ agentId, codeHash })))
}

/** Answers whether there was such a one; it is used up. */
export async function takeRecoveryCode(tx: Write, agentId: AgentId, codeHash: string): Promise<boolean> {
  const taken = await tx.db
    .delete(recoveryCodes)
    .where(and(eq(recoveryCodes.agentId, agentId), eq(recoveryCodes.codeHash, codeHash)))
    .returning({ agentId: recoveryCodes.agentId })
  return taken.length > 0
}

export async function countRecoveryCodes(view: Read, agentId: AgentId): Promise<number> {
  const [row] = await view.db.select({ left: count() }).from(recoveryCodes).where(eq(recoveryCodes.agentId, agentId))
  return row?.left ?? 0
}
