import { sql, type SQL } from 'drizzle-orm'

import type { CaseId } from '#shared/domain/ids'

import type { Read } from '../store'

export interface DueCase {
  readonly id: CaseId
  readonly closedAtMs: number
}

/** A client's word may come some hours before the case that it begins: this much before a case is kept with it. */
const COMES_BEFORE_ITS_CASE_MS = 86_400_000

/** Closed before `beforeMs`, the longest ago first, after `after`. */
export async function dueCases(
  view: Read,
  beforeMs: number,
  after: DueCase | null,
  limit: number,
): Promise<readonly DueCase[]> {
  const place = after
    ? sql`and ((state ->> 'atMs')::bigint, id) > (${after.closedAtMs}::bigint, ${after.id}::uuid)`
    : sql``
  const { rows } = await view.db.execute<{ id: CaseId; at: string | number }>(sql`
    select id, (state ->> 'atMs')::bigint as at from cases
    where (state ->> 'atMs')::bigint < ${beforeMs}::bigint and state_kind = 'closed' ${place}
    order by (state ->> 'atMs')::bigint, id limit ${limit}`)
  return rows.map(({ id, at }) => ({ id, closedAtMs: Number(at) }))
}

/**
 * `(chat_id, until_ms)` of closed cases (`null`: of all) that ended before `beforeMs`: whatever stands in the chat up to
 * then is theirs, and nothing of a case that is open or younger.
 */
export function dueChats(beforeMs: number, caseIds: readonly CaseId[] | null): SQL {
  const which = caseIds ? sql`and due.id = any(${sql.param([...caseIds])}::uuid[])` : sql``
  return sql`
    select due.chat_id, least(
      max((due.state ->> 'atMs')::bigint),
      (select min(kept.opened_at_ms) - ${COMES_BEFORE_ITS_CASE_MS}::bigint from cases kept
        where kept.chat_id = due.chat_id
          and (kept.state_kind <> 'closed' or (kept.state ->> 'atMs')::bigint >= ${beforeMs}::bigint))
    ) as until_ms
    from cases due join chats on chats.id = due.chat_id and chats.erased_at_ms is null
    where (due.state ->> 'atMs')::bigint < ${beforeMs}::bigint and due.state_kind = 'closed' ${which}
    group by due.chat_id`
}
