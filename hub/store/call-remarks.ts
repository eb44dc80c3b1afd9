import { and, asc, eq, inArray, lte } from 'drizzle-orm'

import type { CallRemark } from '#shared/domain/call'
import type { AgentId, CallId } from '#shared/domain/ids'

import { callRemarks } from './schema'
import type { Read, Write } from './store'

/** A text that was written before what stands there changes nothing. */
export async function putRemark(tx: Write, callId: CallId, remark: CallRemark): Promise<void> {
  const { text, writtenAtMs } = remark
  await tx.db
    .insert(callRemarks)
    .values({ callId, ...remark })
    .onConflictDoUpdate({
      target: [callRemarks.callId, callRemarks.agentId],
      set: { text, writtenAtMs },
      setWhere: lte(callRemarks.writtenAtMs, writtenAtMs),
    })
  tx.changed('call', callId)
}

export async function removeRemark(tx: Write, callId: CallId, agentId: AgentId, writtenAtMs: number): Promise<void> {
  const isOlder = lte(callRemarks.writtenAtMs, writtenAtMs)
  await tx.db.delete(callRemarks).where(and(eq(callRemarks.callId, callId), eq(callRemarks.agentId, agentId), isOlder))
  tx.changed('call', callId)
}

/** Two records were one call: what was written about either is about it. */
export async function moveRemarks(tx: Write, from: CallId, to: CallId): Promise<void> {
  for (const remark of (await remarksOf(tx, [from])).get(from) ?? []) await putRemark(tx, to, remark)
  await tx.db.delete(callRemarks).where(eq(callRemarks.callId, from))
}

export async function remarksOf(
  view: Read,
  ids: readonly CallId[],
): Promise<ReadonlyMap<CallId, readonly CallRemark[]>> {
  const rows = await view.db
    .select()
    .from(callRemarks)
    .where(inArray(callRemarks.callId, [...ids]))
    .orderBy(asc(callRemarks.writtenAtMs), asc(callRemarks.agentId))
  const found = new Map<CallId, CallRemark[]>()
  for (const { callId, ...remark } of rows) found.set(callId, [...(found.get(callId) ?? []), remark])
  return found
}
