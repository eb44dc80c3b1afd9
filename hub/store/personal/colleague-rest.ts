import { sql, type SQL } from 'drizzle-orm'

import { EVENTS_OF_PERSONS } from '#shared/domain/audit'
import type { AgentId, CallId, ChatId } from '#shared/domain/ids'

import type { Read, Write } from '../store'

/** What is still to go of a former colleague. */
export interface ColleagueRest {
  readonly agentId: AgentId
  /** In the place of theirs. */
  readonly name: string
  /** By which the PBX's calls name them. */
  readonly names: readonly string[]
}

const ROWS_AT_ONCE = 500
const CALLS_AT_ONCE = 200
const KINDS = sql`any(${sql.param(EVENTS_OF_PERSONS)}::text[])`

export async function countColleagueRest(view: Read, rest: ColleagueRest): Promise<number> {
  const { rows } = await view.db.execute<{ count: number }>(sql`
    select ((select count(*) ${audited(rest)}) + (select count(*) ${audited(rest, 'of before')})
      + (select count(*) from calls where answered_by = ${namesOf(rest)}))::int as count`)
  return rows[0]?.count ?? 0
}

/** Some more of it; answers how much: 0, nothing is left. */
export async function eraseSomeOfColleague(tx: Write, rest: ColleagueRest): Promise<number> {
  const audit = await tx.db.execute(sql`
    update audit_log set personal = null where id in (select id ${audited(rest)} limit ${ROWS_AT_ONCE}) returning 1`)
  if (audit.rows.length > 0) return audit.rows.length
  const before = await tx.db.execute(sql`
    update account_events set address = null, detail = null
    where id in (select id ${audited(rest, 'of before')} limit ${ROWS_AT_ONCE}) returning 1`)
  return before.rows.length > 0 ? before.rows.length : renameInCalls(tx, rest)
}

function audited({ agentId }: ColleagueRest, log?: 'of before'): SQL {
  const personal = log ? sql`(address is not null or detail is not null)` : sql`personal is not null`
  return sql`from ${sql.identifier(log ? 'account_events' : 'audit_log')}
    where subject_id = ${agentId}::uuid and kind = ${KINDS} and ${personal}`
}

async function renameInCalls(tx: Write, rest: ColleagueRest): Promise<number> {
  const { rows } = await tx.db.execute<{ id: CallId; chatId: ChatId | null }>(sql`
    update calls set answered_by = ${rest.name}
    where id in (select id from calls where answered_by = ${namesOf(rest)} limit ${CALLS_AT_ONCE})
    returning id, chat_id as "chatId"`)
  const lines = await tx.db.execute<{ id: string }>(sql`
    update messages set content = jsonb_set(content, '{answeredBy}', to_jsonb(${rest.name}::text))
    where id = any(${sql.param(rows.map(({ id }) => id))}::uuid[]) and content ->> 'kind' = 'phoneCall' returning id`)
  for (const { id, chatId } of rows) {
    tx.changed('call', id)
    if (chatId) tx.changed('chat', chatId)
  }
  for (const { id } of lines.rows) tx.changed('message', id)
  return rows.length
}

function namesOf({ names }: ColleagueRest): SQL {
  return sql`any(${sql.param([...names])}::text[])`
}
