import { and, eq, lt } from 'drizzle-orm'

import type { CaseId } from '#shared/domain/ids'

import { cases, missedTargets } from './schema'
import type { Read, Write } from './store'

export interface MissedWait {
  readonly caseId: CaseId
  readonly waitingSinceMs: number
}

/** `false`: somebody has it already. */
export async function claimMissedWait(tx: Write, { caseId, waitingSinceMs }: MissedWait): Promise<boolean> {
  const claimed = await tx.db
    .insert(missedTargets)
    .values({ caseId, waitingSinceMs, atMs: tx.nowMs })
    .onConflictDoNothing()
    .returning({ caseId: missedTargets.caseId })
  return claimed.length > 0
}

/** Does its client still wait since then? */
export async function isStillWaiting(view: Read, { caseId, waitingSinceMs }: MissedWait): Promise<boolean> {
  return (await view.db.$count(cases, and(eq(cases.id, caseId), eq(cases.waitingSinceMs, waitingSinceMs)))) > 0
}

export async function pruneMissedWaits(tx: Write, beforeMs: number): Promise<void> {
  await tx.db.delete(missedTargets).where(lt(missedTargets.atMs, beforeMs))
}
