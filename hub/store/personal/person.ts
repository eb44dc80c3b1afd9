import { sql } from 'drizzle-orm'

import type { CallId, CaseId, ChannelId, ChatId, ClientCardId, ClientId, FileId } from '#shared/domain/ids'

import type { Read } from '../store'

/** Everything by which one client is known here, over all channels. */
export interface StoredPerson {
  readonly cardIds: readonly ClientCardId[]
  readonly clientIds: readonly ClientId[]
  readonly chatIds: readonly ChatId[]
  readonly caseIds: readonly CaseId[]
  readonly visitorIds: readonly string[]
  readonly callIds: readonly CallId[]
  readonly phones: readonly string[]
  /** As the platforms name the conversations. */
  readonly conversations: readonly { readonly channelId: ChannelId; readonly externalId: string }[]
}

/** Whoever is behind a conversation: all writers of the same card, and of all cards that were merged into it. */
export async function personBehind(view: Read, chatId: ChatId): Promise<StoredPerson | null> {
  const [own] = await all<{ clientId: ClientId; cardId: ClientCardId | null }>(
    view,
    sql`select clients.id as "clientId", clients.card_id as "cardId" from chats
      join clients on clients.id = chats.client_id where chats.id = ${chatId} and chats.erased_at_ms is null`,
  )
  if (!own) return null
  const cards = await all<{ id: ClientCardId; phones: readonly string[] }>(
    view,
    sql`with recursive same (id) as (
        select ${own.cardId}::uuid
        union
        select client_cards.id from client_cards join same on client_cards.merged_into = same.id
      )
      select client_cards.id, client_cards.phones from client_cards join same on same.id = client_cards.id`,
  )
  const cardIds = cards.map(({ id }) => id)
  const clients = await all<{ id: ClientId; phone: string | null }>(
    view,
    sql`select id, phone from clients where id = ${own.clientId} or card_id = any(${sql.param(cardIds)}::uuid[])`,
  )
  const clientIds = clients.map(({ id }) => id)
  const chats = await all<{ id: ChatId; channelId: ChannelId; externalId: string; phones: readonly string[] | null }>(
    view,
    sql`select id, channel_id as "channelId", external_id as "externalId", response -> 'phones' as phones
      from chats where client_id = any(${sql.param(clientIds)}::uuid[]) and erased_at_ms is null order by id`,
  )
  const chatIds = chats.map(({ id }) => id)
  const phones = new Set<string>([
    ...cards.flatMap((card) => card.phones),
    ...clients.flatMap(({ phone }) => phone ?? []),
    ...chats.flatMap((chat) => chat.phones ?? []),
  ])
  return {
    ...{ cardIds, clientIds, chatIds, phones: [...phones] },
    caseIds: await ids<CaseId>(view, sql`select id from cases where chat_id = any(${sql.param(chatIds)}::uuid[])`),
    visitorIds: await ids<string>(
      view,
      sql`select site_visitors.id from site_visitors
        join clients on clients.external_id = site_visitors.id::text and clients.channel_id = site_visitors.channel_id
        where clients.id = any(${sql.param(clientIds)}::uuid[])`,
    ),
    callIds: await ids<CallId>(
      view,
      sql`select id from calls where chat_id = any(${sql.param(chatIds)}::uuid[])
        or number = any(${sql.param([...phones])}::text[])`,
    ),
    conversations: chats.map(({ channelId, externalId }) => ({ channelId, externalId })),
  }
}

/** Every file that a text of theirs names: whatever looks like an id and is one of a file. */
export async function fileIdsOf(view: Read, { chatIds, visitorIds }: StoredPerson): Promise<readonly FileId[]> {
  const chats = sql`any(${sql.param([...chatIds])}::uuid[])`
  const visitors = sql`any(${sql.param([...visitorIds])}::uuid[])`
  return ids(
    view,
    sql`with texts (said) as (
        select content::text || coalesce(quote::text, '') from messages where chat_id = ${chats}
        union all select before::text from revisions where chat_id = ${chats}
        union all select coalesce(response::text, '') || coalesce(avatar_file_id::text, '') from chats where id = ${chats}
        union all select site_messages.content::text from site_messages
          join site_conversations on site_conversations.id = site_messages.conversation_id
          where site_conversations.visitor_id = ${visitors}
        union all select file_id::text from site_files where visitor_id = ${visitors}
      ), named (id) as (
        select distinct (regexp_matches(said, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g'))[1]::uuid
        from texts
      )
      select files.id from files join named on named.id = files.id`,
  )
}

async function all<Row>(view: Read, query: ReturnType<typeof sql>): Promise<readonly Row[]> {
  const { rows } = await view.db.execute<Record<string, unknown>>(query)
  // Named and typed by the query.
  return rows as unknown as readonly Row[]
}

async function ids<Id extends string>(view: Read, query: ReturnType<typeof sql>): Promise<readonly Id[]> {
  return (await all<{ id: Id }>(view, query)).map(({ id }) => id)
}
