import { and, eq, gt, lt, sql } from 'drizzle-orm'

import type { AgentId } from '#shared/domain/ids'

import { accountIdentities, oidcAttempts } from './accounts-schema'
import type { Read, Write } from './store'

type StoredAttempt = typeof oidcAttempts.$inferSelect

export async function addAttempt(
  tx: Write,
  attempt: Omit<StoredAttempt, 'codeHash' | 'agentId' | 'tries'>,
): Promise<void> {
  await tx.db.delete(oidcAttempts).where(lt(oidcAttempts.expiresAtMs, tx.nowMs))
  await tx.db.insert(oidcAttempts).values({ ...attempt, tries: 0 })
}

export async function attemptByState(view: Read, stateHash: string): Promise<StoredAttempt | null> {
  const [row] = await view.db
    .select()
    .from(oidcAttempts)
    .where(and(eq(oidcAttempts.stateHash, stateHash), gt(oidcAttempts.expiresAtMs, view.nowMs)))
  return row ?? null
}

/** Counts as a try of its code. */
export async function tryAttempt(tx: Write, id: string): Promise<StoredAttempt | null> {
  const [row] = await tx.db
    .update(oidcAttempts)
    .set({ tries: sql`${oidcAttempts.tries} + 1` })
    .where(and(eq(oidcAttempts.id, id), gt(oidcAttempts.expiresAtMs, tx.nowMs)))
    .returning()
  return row ?? null
}

/** Only once: whoever reloads the page gets no second code. */
export async function answerAttempt(tx: Write, id: string, codeHash: string, agentId: AgentId): Promise<boolean> {
  const answered = await tx.db
    .update(oidcAttempts)
    .set({ codeHash, agentId })
    .where(and(eq(oidcAttempts.id, id), sql`${oidcAttempts.codeHash} is null`))
    .returning({ id: oidcAttempts.id })
  return answered.length > 0
}

export async function removeAttempt(tx: Write, id: string): Promise<void> {
  await tx.db.delete(oidcAttempts).where(eq(oidcAttempts.id, id))
}

export async function agentByIdentity(view: Read, issuer: string, subject: string): Promise<AgentId | null> {
  const [row] = await view.db
    .select()
    .from(accountIdentities)
    .where(and(eq(accountIdentities.issuer, issuer), eq(accountIdentities.subject, subject)))
  return row?.agentId ?? null
}

export async function linkIdentity(tx: Write, issuer: string, subject: string, agentId: AgentId): Promise<void> {
  await tx.db.insert(accountIdentities).values({ issuer, subject, agentId, createdAtMs: tx.nowMs })
}
