import { sql, type SQL } from 'drizzle-orm'

import type { CallId } from '#shared/domain/ids'

import { blankPersonal } from '../audit-log'
import type { Write } from '../store'
import type { StoredPerson } from './person'

/**
 * Takes one person out of every table but of what there may be ten thousands of (erasures.ts). What stays is blank: the
 * rows by which their cases are counted, and that something was done, by whom and when. From here on nobody is shown
 * anything of them.
 */
export async function erasePersonRows(tx: Write, person: StoredPerson): Promise<void> {
  await eraseRequests(tx, person)
  await eraseTalk(tx, person)
  await eraseSite(tx, person)
  await blankChats(tx, person)
  await eraseCards(tx, person)
  await blankPersonal(tx, person.chatIds)
}

/** What waits to be said, what was said before a change, and what a bot has in hand. */
async function eraseTalk(tx: Write, person: StoredPerson): Promise<void> {
  const chats = some(person.chatIds)
  const conversations = person.conversations.map(({ externalId }) => externalId)
  await run(tx, sql`delete from outgoing where chat_id = ${chats}`)
  await run(tx, sql`delete from held_messages where chat_id = ${chats}`)
  await run(tx, sql`delete from channel_actions where chat_id = ${chats}`)
  await run(tx, sql`delete from revisions where chat_id = ${chats}`)
  await run(tx, sql`delete from drafts where chat_id = ${chats}`)
  await run(tx, sql`delete from bot_turns where case_id = ${some(person.caseIds)}`)
  await run(tx, sql`delete from held_responses where chat_external_id = any(${sql.param(conversations)}::text[])`)
  // Words of the platform that nobody has read yet; the platform says them again.
  for (const externalId of conversations)
    await run(tx, sql`delete from passed_hooks where position(${externalId} in body) > 0`)
  await run(tx, sql`update chats set last_message_id = null where id = ${chats}`)
}

/** Also what the PBX told of them. */
export async function eraseCalls(tx: Write, callIds: readonly CallId[]): Promise<void> {
  const calls = some(callIds)
  await run(tx, sql`delete from call_remarks where call_id = ${calls}`)
  await run(tx, sql`delete from missed_calls_told where call_id = ${calls}`)
  await run(
    tx,
    sql`delete from mango_events where entry_id in (select entry_id from mango_calls where call_id = ${calls})`,
  )
  // The entry stays, over and empty: what the PBX says of it later changes nothing.
  await run(
    tx,
    sql`update mango_calls set summary = null, rows = null, is_over = true, is_erased = true where call_id = ${calls}`,
  )
  await run(tx, sql`delete from calls where id = ${calls}`)
  for (const id of callIds) tx.changed('call', id)
}

async function eraseRequests(tx: Write, { phones, callIds }: StoredPerson): Promise<void> {
  await run(
    tx,
    sql`delete from telephony_requests where number = any(${sql.param([...phones])}::text[])
      or call_id = ${some(callIds)}`,
  )
}

/** The company's own chat with its letters and pushes. The keys go, too: who opens an old link is somebody new. */
async function eraseSite(tx: Write, { visitorIds }: StoredPerson): Promise<void> {
  const visitors = some(visitorIds)
  await run(tx, sql`delete from push_subscriptions where visitor_id = ${visitors}`)
  await run(tx, sql`delete from mail_notices where visitor_id = ${visitors}`)
  await run(tx, sql`delete from site_files where visitor_id = ${visitors}`)
  await run(
    tx,
    sql`delete from site_messages where conversation_id in
      (select id from site_conversations where visitor_id = ${visitors})`,
  )
  await run(tx, sql`delete from site_conversations where visitor_id = ${visitors}`)
  await run(tx, sql`delete from site_keys where visitor_id = ${visitors}`)
  await run(tx, sql`delete from site_visitors where id = ${visitors}`)
}

/** Without a person, for the numbers of channel, vacancy and stage. */
async function blankChats(tx: Write, { chatIds, clientIds, caseIds }: StoredPerson): Promise<void> {
  const chats = some(chatIds)
  await run(
    tx,
    sql`update chats set
        erased_at_ms = ${tx.nowMs}, external_id = 'erased ' || id, avatar_file_id = null, unread = 0,
        is_marked_unread = false, access = 'gone', access_before_removal = null, read_only_reason = null, reach = null,
        subject = case when subject ->> 'kind' = 'vacancy' then
          jsonb_build_object('kind', 'vacancy', 'title', subject ->> 'title', 'price', null, 'url', null, 'imageUrl', null)
        end,
        response = case when response is not null then jsonb_build_object(
          'externalId', 'erased ' || id, 'vacancy', response -> 'vacancy', 'fullName', '', 'position', null,
          'phones', '[]'::jsonb, 'respondedAtMs', response -> 'respondedAtMs', 'how', response -> 'how',
          'stage', response -> 'stage', 'answers', '[]'::jsonb, 'resume', null
        ) end
      where id = ${chats}`,
  )
  await run(
    tx,
    sql`update clients set name = '', phone = null, card_id = null, external_id = 'erased ' || id
      where id = ${some(clientIds)}`,
  )
  const { rows } = await tx.db.execute<{ deal: string | null; organisation: string | null }>(
    sql`select deal_id as deal, organisation_id as organisation from cases where id = ${some(caseIds)}`,
  )
  await run(
    tx,
    sql`update cases set deal_id = null, organisation_id = null, automation = null, menu_position = null, due_at_ms = null
      where id = ${some(caseIds)}`,
  )
  const deals = some(rows.flatMap(({ deal }) => deal ?? []))
  const organisations = some(rows.flatMap(({ organisation }) => organisation ?? []))
  await run(
    tx,
    sql`delete from deals where id = ${deals} and not exists (select 1 from cases where cases.deal_id = deals.id)`,
  )
  await run(
    tx,
    sql`delete from organisations where id = ${organisations}
      and not exists (select 1 from cases where cases.organisation_id = organisations.id)`,
  )
  for (const id of chatIds) tx.changed('chat', id)
}

async function eraseCards(tx: Write, { cardIds }: StoredPerson): Promise<void> {
  const cards = some(cardIds)
  await run(tx, sql`delete from card_merges where from_card = ${cards} or into_card = ${cards}`)
  await run(tx, sql`delete from client_cards where id = ${cards}`)
}

function some(ids: readonly string[]): SQL {
  return sql`any(${sql.param([...ids])}::uuid[])`
}

async function run(tx: Write, statement: SQL): Promise<void> {
  await tx.db.execute(statement)
}
