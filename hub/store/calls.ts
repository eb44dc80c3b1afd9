import { and, desc, eq, inArray } from 'drizzle-orm'

import type { CallRecord } from '#shared/domain/call'
import type { CallId } from '#shared/domain/ids'

import { remarksOf } from './call-remarks'
import { calls } from './schema'
import type { Read, Write } from './store'

export async function putCall(tx: Write, call: Omit<CallRecord, 'remarks'>): Promise<void> {
  await tx.db.insert(calls).values(call).onConflictDoUpdate({ target: calls.id, set: call })
  tx.changed('call', call.id)
}

/** Without remarks, which nothing that is told of a call changes. */
export async function callById(view: Read, id: CallId): Promise<CallRecord | null> {
  const [row] = await view.db.select().from(calls).where(eq(calls.id, id))
  return row ?? null
}

export async function callsByIds(view: Read, ids: readonly CallId[]): Promise<readonly CallRecord[]> {
  const rows = await view.db
    .select()
    .from(calls)
    .where(inArray(calls.id, [...ids]))
  return withRemarks(view, rows)
}

export async function newestCalls(view: Read, limit: number): Promise<readonly CallRecord[]> {
  const rows = await view.db.select().from(calls).orderBy(desc(calls.startedAtMs), desc(calls.id)).limit(limit)
  return withRemarks(view, rows)
}

export async function markSeen(tx: Write, ids: readonly CallId[]): Promise<void> {
  if (ids.length === 0) return
  const changed = await tx.db
    .update(calls)
    .set({ isSeen: true })
    .where(and(inArray(calls.id, [...ids]), eq(calls.isSeen, false)))
    .returning({ id: calls.id })
  for (const { id } of changed) tx.changed('call', id)
}

export async function removeCall(tx: Write, id: CallId): Promise<void> {
  await tx.db.delete(calls).where(eq(calls.id, id))
  tx.changed('call', id)
}

async function withRemarks(view: Read, rows: readonly CallRecord[]): Promise<readonly CallRecord[]> {
  const remarks = await remarksOf(
    view,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const own = remarks.get(row.id)
    return own ? { ...row, remarks: own } : row
  })
}
