import { and, asc, desc, eq, gt, lt } from 'drizzle-orm'

import type { CommandId } from '#shared/domain/ids'
import type { TelephonyFailure, TelephonyRequest } from '#shared/domain/telephony'

import { TELEPHONY_ID } from './mango'
import { telephonyRequests } from './mango-schema'
import type { Read, Write } from './store'

export type StoredRequest = typeof telephonyRequests.$inferSelect

const SHOWN = 20

export async function addRequest(tx: Write, request: StoredRequest): Promise<void> {
  await tx.db.insert(telephonyRequests).values(request)
  tx.changed('telephony', TELEPHONY_ID)
}

export async function waitingRequests(view: Read): Promise<readonly StoredRequest[]> {
  return view.db
    .select()
    .from(telephonyRequests)
    .where(eq(telephonyRequests.state, 'waiting'))
    .orderBy(asc(telephonyRequests.atMs), asc(telephonyRequests.id))
}

export async function requestById(view: Read, id: CommandId): Promise<StoredRequest | null> {
  const [row] = await view.db.select().from(telephonyRequests).where(eq(telephonyRequests.id, id))
  return row ?? null
}

/** Answers whether it was in that state. */
export async function moveRequest(
  tx: Write,
  id: CommandId,
  from: StoredRequest['state'],
  to: Pick<StoredRequest, 'state'> & { readonly reason?: TelephonyFailure; readonly code?: number | null },
): Promise<boolean> {
  const moved = await tx.db
    .update(telephonyRequests)
    .set(to)
    .where(and(eq(telephonyRequests.id, id), eq(telephonyRequests.state, from)))
    .returning({ id: telephonyRequests.id })
  if (moved.length > 0) tx.changed('telephony', TELEPHONY_ID)
  return moved.length > 0
}

/** Asked when the hub ended: whether the PBX took them nobody knows, and nobody's phone is to ring twice. */
export async function giveUpInterruptedRequests(tx: Write): Promise<void> {
  await tx.db
    .update(telephonyRequests)
    .set({ state: 'failed', reason: 'uncertain' })
    .where(eq(telephonyRequests.state, 'sending'))
  tx.changed('telephony', TELEPHONY_ID)
}

export async function recentRequests(view: Read, sinceMs: number): Promise<readonly TelephonyRequest[]> {
  const rows = await view.db
    .select()
    .from(telephonyRequests)
    .where(gt(telephonyRequests.atMs, sinceMs))
    .orderBy(desc(telephonyRequests.atMs), desc(telephonyRequests.id))
    .limit(SHOWN)
  return rows.map(({ id, kind, agentId, number, atMs, ...row }) => ({
    id,
    kind,
    by: agentId,
    number,
    atMs,
    state: stateOf(row),
  }))
}

export async function forgetRequestsBefore(tx: Write, beforeMs: number): Promise<void> {
  await tx.db.delete(telephonyRequests).where(lt(telephonyRequests.atMs, beforeMs))
}

function stateOf({ state, reason, code }: Pick<StoredRequest, 'state' | 'reason' | 'code'>): TelephonyRequest['state'] {
  switch (state) {
    case 'failed':
      return { kind: 'failed', reason: reason ?? 'refused', code }
    case 'sending':
      return { kind: 'waiting' }
    case 'waiting':
    case 'accepted':
    case 'done':
      return { kind: state }
  }
}
