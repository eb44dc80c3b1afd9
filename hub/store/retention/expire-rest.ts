import { sql } from 'drizzle-orm'

import type { CallId, FileId, MessageId } from '#shared/domain/ids'

import { eraseCalls } from '../personal/erase-rows'
import { dropUnnamedFiles } from '../personal/file-removal'
import type { Read, Write } from '../store'

/** Calls that ended before `beforeMs`, but of a conversation with an open case. */
const callsDue = (beforeMs: number) => sql`
  from calls where calls.started_at_ms + calls.duration_ms < ${beforeMs}::bigint and not exists (
    select from cases where cases.chat_id = calls.chat_id and cases.state_kind not in ('closed', 'idle')
  )`
const auditDue = (beforeMs: number) => sql`
  from audit_log where at_ms < ${beforeMs}::bigint and personal is not null and seq is not null`

/** Some of the calls, and their lines in the conversations. */
export async function expireCalls(tx: Write, beforeMs: number, limit: number): Promise<number> {
  const { rows } = await tx.db.execute<{ id: CallId }>(sql`
    select calls.id ${callsDue(beforeMs)} order by calls.started_at_ms limit ${limit} for update of calls skip locked`)
  if (rows.length === 0) return 0
  const ids = rows.map(({ id }) => id)
  await eraseCalls(tx, ids)
  const lines = await tx.db.execute<{ id: MessageId }>(
    sql`delete from messages where id = any(${sql.param(ids)}::uuid[]) returning id`,
  )
  for (const { id } of lines.rows) tx.changed('message', id)
  return ids.length
}

export async function expireAccess(tx: Write, beforeMs: number, limit: number): Promise<number> {
  const { rows } = await tx.db.execute(sql`
    with due as (
      select object_id, actor_id, kind, slot_ms from access_log where last_at_ms < ${beforeMs}::bigint
      limit ${limit} for update skip locked
    )
    delete from access_log using due
    where (access_log.object_id, access_log.actor_id, access_log.kind, access_log.slot_ms)
      = (due.object_id, due.actor_id, due.kind, due.slot_ms) returning 1`)
  return rows.length
}

/** What is personal in some rows of the audit, and the texts before changes; that something was done stays. */
export async function expireAudit(tx: Write, beforeMs: number, limit: number): Promise<number> {
  const { rows } = await tx.db.execute(sql`
    with due as (select id ${auditDue(beforeMs)} limit ${limit} for update skip locked)
    update audit_log set personal = null from due where audit_log.id = due.id returning 1`)
  const revisions = await tx.db.execute<{ file: FileId | null }>(sql`
    with due as (select id from revisions where at_ms < ${beforeMs}::bigint limit ${limit} for update skip locked)
    delete from revisions using due where revisions.id = due.id returning revisions.before ->> 'fileId' as file`)
  await dropUnnamedFiles(
    tx,
    revisions.rows.flatMap(({ file }) => file ?? []),
  )
  // Of before there was one log.
  const events = await tx.db.execute(sql`
    with due as (select id from account_events where at_ms < ${beforeMs}::bigint limit ${limit} for update skip locked)
    delete from account_events using due where account_events.id = due.id returning 1`)
  return Math.max(rows.length, revisions.rows.length, events.rows.length)
}

export async function countCalls(view: Read, beforeMs: number): Promise<number> {
  const { rows } = await view.db.execute<{ count: number }>(sql`select count(*)::int as count ${callsDue(beforeMs)}`)
  return rows[0]?.count ?? 0
}

export async function countAccess(view: Read, beforeMs: number): Promise<number> {
  const { rows } = await view.db.execute<{ count: number }>(
    sql`select count(*)::int as count from access_log where last_at_ms < ${beforeMs}::bigint`,
  )
  return rows[0]?.count ?? 0
}

export async function countAudit(view: Read, beforeMs: number): Promise<number> {
  const { rows } = await view.db.execute<{ count: number }>(sql`select count(*)::int as count ${auditDue(beforeMs)}`)
  return rows[0]?.count ?? 0
}
