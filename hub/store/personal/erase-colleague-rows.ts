import { eq, sql, type SQL } from 'drizzle-orm'

import type { AgentId, ChatId } from '#shared/domain/ids'

import { updateAgent } from '../agents'
import { TELEPHONY_ID } from '../mango'
import { agents } from '../schema'
import type { Write } from '../store'

export interface ErasedColleague {
  readonly agentId: AgentId
  readonly number: number
  /** In the place of theirs. */
  readonly name: string
  readonly logins: readonly string[]
}

/**
 * Takes a former colleague out of every table but of what there may be thousands of (colleague-rest.ts). What they did
 * stays under another name: it is the company's, and reports tell by it.
 */
export async function eraseColleagueRows(tx: Write, colleague: ErasedColleague): Promise<void> {
  const { agentId, number, name } = colleague
  await tx.db.update(agents).set({ formerNumber: number }).where(eq(agents.id, agentId))
  await updateAgent(tx, agentId, { name, teamIds: [], capacity: null, ownStatusId: null })
  await eraseWayIn(tx, colleague)
  await run(tx, sql`delete from drafts where agent_id = ${agentId}::uuid`)
  await erasePins(tx, agentId)
  await eraseFromPbx(tx, agentId)
  await eraseFromPlans(tx, colleague)
}

/** Of sessions that their end is known remains, so that a desk that comes back is told and empties itself. */
async function eraseWayIn(tx: Write, { agentId, logins }: ErasedColleague): Promise<void> {
  const theirs = sql`agent_id = ${agentId}::uuid`
  await run(
    tx,
    sql`delete from invitations where ${theirs} or login = any(${sql.param([...logins])}::text[]) or id::text in (
      select personal ->> 'invitation' from audit_log
      where subject_id = ${agentId}::uuid and kind in ('invited', 'invitationAccepted') and personal is not null
    )`,
  )
  await run(tx, sql`delete from accounts where ${theirs}`)
  await run(tx, sql`delete from recovery_codes where ${theirs}`)
  await run(tx, sql`delete from account_identities where ${theirs}`)
  await run(tx, sql`delete from oidc_attempts where ${theirs}`)
  await run(
    tx,
    sql`update sessions set device = '', address = '', ended_at_ms = coalesce(ended_at_ms, ${tx.nowMs}::bigint),
      end_reason = coalesce(end_reason, 'accountClosed') where ${theirs}`,
  )
}

async function erasePins(tx: Write, agentId: AgentId): Promise<void> {
  const others = sql`(
    select coalesce(jsonb_agg(pin), '[]') from jsonb_array_elements(pins) pin where pin ->> 'agentId' <> ${agentId}
  )`
  const { rows } = await tx.db.execute<{ chatId: ChatId | null }>(sql`
    update cases set pins = ${others}, is_pinned = ${others} <> '[]'
    where pins @> ${JSON.stringify([{ agentId }])}::jsonb returning chat_id as "chatId"`)
  for (const { chatId } of rows) if (chatId) tx.changed('chat', chatId)
}

/** Their extension is nobody's from now on. What the PBX itself keeps it names again. */
async function eraseFromPbx(tx: Write, agentId: AgentId): Promise<void> {
  await run(tx, sql`update telephony_requests set extension = null where agent_id = ${agentId}::uuid`)
  const { rows } = await tx.db.execute(sql`
    update mango_connection set
      employees = (
        select coalesce(jsonb_agg(employee), '[]') from jsonb_array_elements(employees) employee
        where people ->> (employee ->> 'extension') is distinct from ${agentId}
      ),
      people = (
        select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each_text(people) where value <> ${agentId}
      )
    where exists (select from jsonb_each_text(people) where value = ${agentId}) returning 1`)
  if (rows.length > 0) tx.changed('telephony', TELEPHONY_ID)
}

/** A plan that goes to nobody else goes with them. */
async function eraseFromPlans(tx: Write, { logins }: ErasedColleague): Promise<void> {
  const theirs = sql`any(${sql.param([...logins])}::text[])`
  await run(tx, sql`delete from report_letters where receiver = ${theirs}`)
  await run(
    tx,
    sql`update report_plans set plan = jsonb_set(plan, '{receivers}', (
      select coalesce(jsonb_agg(receiver), '[]') from jsonb_array_elements_text(plan -> 'receivers') receiver
      where receiver <> all(${sql.param([...logins])}::text[])
    )) where plan -> 'receivers' ?| ${sql.param([...logins])}::text[]`,
  )
  await run(tx, sql`delete from report_plans where plan -> 'receivers' = '[]'`)
}

async function run(tx: Write, statement: SQL): Promise<void> {
  await tx.db.execute(statement)
}
