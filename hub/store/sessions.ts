import { and, desc, eq, gt, inArray, isNull, lt, ne, sql } from 'drizzle-orm'

import type { SessionEnd } from '#shared/contract/accounts'
import type { AgentRole } from '#shared/domain/agent'
import type { AgentId, SessionId } from '#shared/domain/ids'

import { accounts, sessions } from './accounts-schema'
import { agents } from './schema'
import type { Read, Write } from './store'

export type StoredSession = typeof sessions.$inferSelect

/** A session as it stands at this moment, whoever asks and at whichever hub. */
export interface KnownSession extends StoredSession {
  readonly role: AgentRole
  /** `null`: it is good. */
  readonly over: SessionEnd | null
}

export async function addSession(
  tx: Write,
  session: Omit<StoredSession, 'createdAtMs' | 'lastSeenAtMs' | 'endedAtMs' | 'endReason'>,
): Promise<void> {
  await tx.db.insert(sessions).values({ ...session, createdAtMs: tx.nowMs, lastSeenAtMs: tx.nowMs })
}

export async function sessionByToken(view: Read, tokenHash: string): Promise<KnownSession | null> {
  const [row] = await sessionRows(view).where(eq(sessions.tokenHash, tokenHash))
  return row ? toKnown(row, view.nowMs) : null
}

export async function sessionsByIds(view: Read, ids: readonly SessionId[]): Promise<readonly KnownSession[]> {
  return (await sessionRows(view).where(inArray(sessions.id, [...ids]))).map((row) => toKnown(row, view.nowMs))
}

/** Those that are good, the last used first. */
export async function liveSessionsOf(view: Read, agentId: AgentId): Promise<readonly KnownSession[]> {
  const rows = await sessionRows(view)
    .where(and(eq(sessions.agentId, agentId), isNull(sessions.endedAtMs), gt(sessions.expiresAtMs, view.nowMs)))
    .orderBy(desc(sessions.lastSeenAtMs), desc(sessions.id))
  return rows.map((row) => toKnown(row, view.nowMs))
}

export interface SessionCount {
  readonly agentId: AgentId
  readonly live: number
  readonly lastSeenMs: number | null
}

export async function countSessions(view: Read): Promise<readonly SessionCount[]> {
  const rows = await view.db
    .select({
      agentId: sessions.agentId,
      live: sql<string>`count(*) filter (where ${sessions.endedAtMs} is null and ${sessions.expiresAtMs} > ${view.nowMs}::bigint)`,
      lastSeenMs: sql<string | null>`max(${sessions.lastSeenAtMs})`,
    })
    .from(sessions)
    .groupBy(sessions.agentId)
  return rows.map(({ agentId, live, lastSeenMs }) => ({
    agentId,
    live: Number(live),
    lastSeenMs: lastSeenMs === null ? null : Number(lastSeenMs),
  }))
}

/** Used at this moment: they last `unusedMs` from now on, and in all `atMostMs`. */
export async function touchSessions(
  tx: Write,
  ids: readonly SessionId[],
  { unusedMs, atMostMs, address }: { readonly unusedMs: number; readonly atMostMs: number; readonly address?: string },
): Promise<void> {
  await tx.db
    .update(sessions)
    .set({
      lastSeenAtMs: tx.nowMs,
      expiresAtMs: sql`least(${tx.nowMs + unusedMs}::bigint, ${sessions.createdAtMs} + ${atMostMs}::bigint)`,
      ...(address === undefined ? {} : { address }),
    })
    .where(and(inArray(sessions.id, [...ids]), isNull(sessions.endedAtMs)))
}

/** Every hub hears of it by the agent's change and closes what is open. Answers how many were good till now. */
export async function endSessions(
  tx: Write,
  agentId: AgentId,
  reason: SessionEnd,
  which: { readonly only?: SessionId; readonly except?: SessionId } = {},
): Promise<number> {
  const ended = await tx.db
    .update(sessions)
    .set({ endedAtMs: tx.nowMs, endReason: reason })
    .where(
      and(
        eq(sessions.agentId, agentId),
        isNull(sessions.endedAtMs),
        which.only === undefined ? undefined : eq(sessions.id, which.only),
        which.except === undefined ? undefined : ne(sessions.id, which.except),
      ),
    )
    .returning({ id: sessions.id })
  tx.changed('agent', agentId)
  return ended.length
}

/** What a desk may still ask why it ended is kept for a while. */
export async function forgetSessionsBefore(tx: Write, beforeMs: number): Promise<void> {
  await tx.db.delete(sessions).where(lt(sessions.expiresAtMs, beforeMs))
}

function sessionRows(view: Read) {
  return (
    view.db
      .select({ session: sessions, role: agents.role, isRemoved: agents.isRemoved, closedAtMs: accounts.closedAtMs })
      .from(sessions)
      .innerJoin(agents, eq(agents.id, sessions.agentId))
      // An erased colleague has none; their desks are still to hear that it is closed.
      .leftJoin(accounts, eq(accounts.agentId, sessions.agentId))
      .$dynamic()
  )
}

function toKnown(
  { session, role, isRemoved, closedAtMs }: Awaited<ReturnType<typeof sessionRows>>[number],
  nowMs: number,
): KnownSession {
  return { ...session, role, over: overOf(session, isRemoved || closedAtMs !== null, nowMs) }
}

function overOf(session: StoredSession, isClosed: boolean, nowMs: number): SessionEnd | null {
  if (session.endedAtMs !== null) return session.endReason ?? 'endedByAdministrator'
  if (isClosed) return 'accountClosed'
  return session.expiresAtMs <= nowMs ? 'expired' : null
}
