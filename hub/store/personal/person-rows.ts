import { sql, type SQL } from 'drizzle-orm'

import type { FileId } from '#shared/domain/ids'

import type { Read } from '../store'
import { fileIdsOf, type StoredPerson } from './person'

type Row = Readonly<Record<string, unknown>>
/** Each list as it stands in the database, but for what is sealed and for keys. */
export type PersonRows = Readonly<Record<string, readonly Row[]>>

export interface PersonFile {
  readonly id: FileId
  readonly name: string | null
  readonly mimeType: string
}

/** Everything that the tables have of a person. */
export async function rowsOfPerson(view: Read, person: StoredPerson): Promise<PersonRows> {
  const [chats, clients, cards] = [some(person.chatIds), some(person.clientIds), some(person.cardIds)]
  const [calls, cases, visitors] = [some(person.callIds), some(person.caseIds), some(person.visitorIds)]
  const questions: Readonly<Record<string, SQL>> = {
    cards: sql`from client_cards as one where one.id = ${cards}`,
    writers: sql`from clients as one where one.id = ${clients}`,
    conversations: sql`from chats as one where one.id = ${chats} order by one.created_at_ms`,
    messages: sql`from messages as one where one.chat_id = ${chats} order by one.at_ms, one.id`,
    changesOfMessages: sql`from revisions as one where one.chat_id = ${chats} order by one.at_ms`,
    calls: sql`from calls as one where one.id = ${calls} order by one.started_at_ms`,
    remarksOnCalls: sql`from call_remarks as one where one.call_id = ${calls}`,
    cases: sql`from cases as one where one.id = ${cases} order by one.number`,
    mergedCards: sql`from card_merges as one where one.from_card = ${cards} or one.into_card = ${cards}`,
    siteVisitors: sql`from site_visitors as one where one.id = ${visitors}`,
    siteMessages: sql`from site_messages as one join site_conversations on site_conversations.id = one.conversation_id
      where site_conversations.visitor_id = ${visitors} order by one.position`,
    letters: sql`from mail_notices as one where one.visitor_id = ${visitors}`,
    audit: sql`from audit_log as one where one.chat_id = ${chats} order by one.at_ms`,
  }
  const found: Record<string, readonly Row[]> = {}
  for (const [name, question] of Object.entries(questions)) {
    const { rows } = await view.db.execute<{ row: Row }>(
      sql`select to_jsonb(one) - 'tag' - 'link' - 'personal_hash' as row ${question}`,
    )
    found[name] = rows.map(({ row }) => row)
  }
  // Where a push goes says nothing about a person but that there is one.
  const { rows } = await view.db.execute<{ row: Row }>(
    sql`select jsonb_build_object('id', id, 'created_at_ms', created_at_ms) as row
      from push_subscriptions where visitor_id = ${visitors}`,
  )
  return { ...found, pushSubscriptions: rows.map(({ row }) => row) }
}

export async function filesOfPerson(view: Read, person: StoredPerson): Promise<readonly PersonFile[]> {
  const ids = await fileIdsOf(view, person)
  const { rows } = await view.db.execute<{ id: FileId; name: string | null; type: string }>(
    sql`select id, name, mime_type as type from files where id = ${some(ids)} order by id`,
  )
  return rows.map(({ id, name, type }) => ({ id, name, mimeType: type }))
}

function some(ids: readonly string[]): SQL {
  return sql`any(${sql.param([...ids])}::uuid[])`
}
