import { and, asc, eq, gt, inArray, lt, sql } from 'drizzle-orm'

import type { CallRecord } from '#shared/domain/call'
import type { CallId } from '#shared/domain/ids'

import type { CallEvent } from '../telephony/mango/wire/model'
import { mangoCalls, mangoConnection, mangoEvents } from './mango-schema'
import { calls } from './schema'
import type { Read, Write } from './store'

/** The one row's id in the feed. */
export const TELEPHONY_ID = 'telephony'

export type StoredConnection = Omit<typeof mangoConnection.$inferSelect, 'onlyOne'>
export type MangoCall = typeof mangoCalls.$inferSelect

export async function readConnection(view: Read): Promise<StoredConnection | null> {
  const [row] = await view.db.select().from(mangoConnection)
  return row ?? null
}

export async function writeConnection(tx: Write, connection: StoredConnection): Promise<void> {
  await tx.db
    .insert(mangoConnection)
    .values(connection)
    .onConflictDoUpdate({ target: mangoConnection.onlyOne, set: connection })
  tx.changed('telephony', TELEPHONY_ID)
}

export async function updateConnection(
  tx: Write,
  patch: Partial<Pick<StoredConnection, 'employees' | 'comparedToMs'>>,
): Promise<void> {
  await tx.db.update(mangoConnection).set(patch)
  if (patch.employees) tx.changed('telephony', TELEPHONY_ID)
}

/** Its calls stay: they are a part of the timelines. */
export async function removeConnection(tx: Write): Promise<void> {
  await tx.db.delete(mangoConnection)
  tx.changed('telephony', TELEPHONY_ID)
}

/** The conversation of this id, new or known, locked for this transaction. */
export async function lockMangoCall(tx: Write, entryId: string, newId: () => CallId): Promise<MangoCall> {
  await tx.db.insert(mangoCalls).values({ entryId, callId: newId(), updatedAtMs: tx.nowMs }).onConflictDoNothing()
  const [row] = await tx.db.select().from(mangoCalls).where(eq(mangoCalls.entryId, entryId)).for('update')
  if (!row) throw new Error('A call that was just written is not there.')
  return row
}

export async function updateMangoCall(
  tx: Write,
  entryId: string,
  patch: Partial<Omit<MangoCall, 'entryId'>>,
): Promise<void> {
  await tx.db
    .update(mangoCalls)
    .set({ ...patch, updatedAtMs: tx.nowMs })
    .where(eq(mangoCalls.entryId, entryId))
  tx.changed('telephony', TELEPHONY_ID)
}

/** Was it new? */
export async function addEvent(tx: Write, event: CallEvent): Promise<boolean> {
  const { legId, seq, entryId } = event
  const added = await tx.db
    .insert(mangoEvents)
    .values({ legId, seq, entryId, event })
    .onConflictDoNothing()
    .returning({ seq: mangoEvents.seq })
  return added.length > 0
}

export async function eventsOf(view: Read, entryIds: readonly string[]): Promise<readonly CallEvent[]> {
  if (entryIds.length === 0) return []
  const rows = await view.db
    .select({ event: mangoEvents.event })
    .from(mangoEvents)
    .where(inArray(mangoEvents.entryId, [...entryIds]))
    .orderBy(asc(mangoEvents.legId), asc(mangoEvents.seq))
  return rows.map(({ event }) => event)
}

/** Those that go on, as far as is known; of one that was not heard of since then nobody knows. */
export async function liveMangoCalls(view: Read, heardSinceMs: number): Promise<readonly MangoCall[]> {
  return view.db
    .select()
    .from(mangoCalls)
    .where(and(eq(mangoCalls.isOver, false), gt(mangoCalls.updatedAtMs, heardSinceMs)))
    .orderBy(asc(mangoCalls.entryId))
}

export async function mangoCallOf(view: Read, callId: CallId): Promise<MangoCall | null> {
  const [row] = await view.db.select().from(mangoCalls).where(eq(mangoCalls.callId, callId))
  return row ?? null
}

/** Calls over a line that began about then; `of`: recorded by a desk, or by what the PBX told. */
export async function callsAbout(
  view: Read,
  atMs: number,
  withinMs: number,
  of: 'desk' | 'pbx',
): Promise<readonly CallRecord[]> {
  const isLinked = sql`exists (select 1 from ${mangoCalls} where ${mangoCalls.callId} = ${calls.id}
    ${of === 'pbx' ? sql`and not ${mangoCalls.isOfDesk}` : sql``})`
  return view.db
    .select()
    .from(calls)
    .where(
      and(
        eq(calls.route, 'phone'),
        gt(calls.startedAtMs, atMs - withinMs - 1),
        lt(calls.startedAtMs, atMs + withinMs + 1),
        of === 'pbx' ? isLinked : sql`not ${isLinked}`,
      ),
    )
}

/** Single steps of calls that are long over; how they ended is kept. */
export async function forgetEventsBefore(tx: Write, beforeMs: number): Promise<void> {
  const old = tx.db.select({ entryId: mangoCalls.entryId }).from(mangoCalls).where(lt(mangoCalls.updatedAtMs, beforeMs))
  await tx.db.delete(mangoEvents).where(inArray(mangoEvents.entryId, old))
}
