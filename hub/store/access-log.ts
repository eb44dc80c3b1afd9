import { sql, type SQL } from 'drizzle-orm'

import { slotOf, type AccessKind } from '#shared/domain/access-log'
import type { AccessEntry } from '#shared/contract/access-log'
import type { AgentId, ChatId } from '#shared/domain/ids'

import { chatNames } from './chat-names'
import type { Read, Write } from './store'

export interface AccessNote {
  readonly actorId: AgentId
  readonly kind: AccessKind
  readonly objectId: string
  readonly chatId: ChatId | null
  readonly firstAtMs: number
  readonly lastAtMs: number
}

export interface AccessFilter {
  readonly kind: AccessKind | null
  readonly agentId: AgentId | null
  /** `null`: of all. */
  readonly chatIds: readonly ChatId[] | null
  readonly fromMs: number | null
  readonly untilMs: number | null
}

/** However many, in one statement; what is there already of the same quarter of an hour is only made longer. */
export async function putAccess(tx: Write, notes: readonly AccessNote[]): Promise<void> {
  if (notes.length === 0) return
  const column = (pick: (note: AccessNote) => unknown) => sql.param(notes.map(pick))
  await tx.db.execute(sql`
    insert into access_log (object_id, actor_id, kind, slot_ms, chat_id, first_at_ms, last_at_ms)
    select * from unnest(
      ${column(({ objectId }) => objectId)}::uuid[], ${column(({ actorId }) => actorId)}::uuid[],
      ${column(({ kind }) => kind)}::text[], ${column(({ firstAtMs }) => slotOf(firstAtMs))}::bigint[],
      ${column(({ chatId }) => chatId)}::uuid[], ${column(({ firstAtMs }) => firstAtMs)}::bigint[],
      ${column(({ lastAtMs }) => lastAtMs)}::bigint[]
    )
    on conflict (object_id, actor_id, kind, slot_ms) do update set
      first_at_ms = least(access_log.first_at_ms, excluded.first_at_ms),
      last_at_ms = greatest(access_log.last_at_ms, excluded.last_at_ms)`)
}

/** One, with whatever else is written now. */
export function noteAccess(tx: Write, note: Omit<AccessNote, 'firstAtMs' | 'lastAtMs'>): Promise<void> {
  return putAccess(tx, [{ ...note, firstAtMs: tx.nowMs, lastAtMs: tx.nowMs }])
}

/** The newest first, those after the entry with that place. */
export async function accessPage(
  view: Read,
  { kind, agentId, chatIds, fromMs, untilMs }: AccessFilter,
  after: string | null,
  limit: number,
): Promise<readonly AccessEntry[]> {
  const conditions: readonly (SQL | null)[] = [
    kind && sql`log.kind = ${kind}`,
    agentId && sql`log.actor_id = ${agentId}::uuid`,
    chatIds && sql`log.chat_id = any(${sql.param([...chatIds])}::uuid[])`,
    fromMs === null ? null : sql`log.last_at_ms >= ${fromMs}::bigint`,
    untilMs === null ? null : sql`log.last_at_ms < ${untilMs}::bigint`,
    after === null ? null : beyond(after.split(',')),
  ]
  const wanted = conditions.filter((each) => each !== null)
  const { rows } = await view.db.execute<Readonly<Record<keyof AccessNote, string | number | null>>>(sql`
    select log.actor_id as "actorId", log.kind, log.object_id as "objectId", log.chat_id as "chatId",
      log.first_at_ms as "firstAtMs", log.last_at_ms as "lastAtMs"
    from access_log log ${wanted.length > 0 ? sql`where ${sql.join(wanted, sql` and `)}` : sql``}
    order by log.last_at_ms desc, log.object_id desc, log.actor_id desc, log.kind desc limit ${limit}`)
  // Written by us.
  const notes = rows as unknown as readonly AccessNote[]
  const names = await chatNames(
    view,
    notes.flatMap(({ chatId }) => chatId ?? []),
  )
  return notes.map((note) => ({
    ...note,
    firstAtMs: Number(note.firstAtMs),
    lastAtMs: Number(note.lastAtMs),
    ...(names.get(note.chatId ?? '') ?? { clientName: null, caseNumber: null }),
  }))
}

export function placeOf({ lastAtMs, objectId, actorId, kind }: AccessEntry): string {
  return [lastAtMs, objectId, actorId, kind].join(',')
}

function beyond([atMs, objectId, actorId, kind]: readonly string[]): SQL {
  return sql`(log.last_at_ms, log.object_id, log.actor_id, log.kind)
    < (${atMs}::bigint, ${objectId}::uuid, ${actorId}::uuid, ${kind}::text)`
}
