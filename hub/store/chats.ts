// Whole: all that is asked of the table of chats and written there, so that its columns are named in one place.
import { and, desc, eq, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm'

import type { CaseState, CaseSummary } from '#shared/domain/case'
import type { Chat, ChatAccess } from '#shared/domain/chat'
import type { ChannelId, ChatId, ClientId } from '#shared/domain/ids'

import { askedTogether, listed, PLACE } from './asked-together'
import { REFRESH_WAITING } from './case-waiting'
import { toClientCard } from './client-cards'
import { prepared } from './prepared'
import { preparedSql } from './prepared-sql'
import { cases, chats, clientCards, clients, deals, messages, organisations } from './schema'
import type { Read, Write } from './store'

const HISTORY_LENGTH = 500

export interface PastCase {
  readonly chatId: ChatId
  readonly channelId: ChannelId
  readonly subjectTitle: string | null
  readonly case: CaseSummary
}

export interface ClientConversation {
  readonly chatId: ChatId
  readonly channelId: ChannelId
  readonly subjectTitle: string | null
  readonly access: ChatAccess
}

export type StoredChat = typeof chats.$inferSelect
type NewChat = Omit<
  StoredChat,
  'unread' | 'isMarkedUnread' | 'lastMessageId' | 'lastAtMs' | 'accessBeforeRemoval' | 'erasedAtMs' | 'takenFromMs'
> &
  Partial<Pick<StoredChat, 'takenFromMs'>>

/** A new conversation and its first case, which name each other: one statement, at whose end both are there. */
export async function insertChat(tx: Write, chat: NewChat, caseState: CaseState): Promise<StoredChat> {
  const row = {
    ...chat,
    unread: 0,
    isMarkedUnread: false,
    lastMessageId: null,
    lastAtMs: chat.createdAtMs,
    accessBeforeRemoval: null,
    erasedAtMs: null,
    takenFromMs: chat.takenFromMs ?? null,
  }
  const firstCase = tx.db
    .$with('first_case')
    .as(
      tx.db
        .insert(cases)
        .values({ id: chat.caseId, chatId: chat.id, state: caseState, openedAtMs: tx.nowMs })
        .returning({ id: cases.id }),
    )
  await tx.db.with(firstCase).insert(chats).values(row)
  tx.changed('chat', chat.id)
  return row
}

export async function updateChat(
  tx: Write,
  id: ChatId,
  patch: Partial<
    Pick<
      StoredChat,
      | 'externalId'
      | 'clientId'
      | 'subject'
      | 'avatarFileId'
      | 'access'
      | 'readOnlyReason'
      | 'isWithoutVacancy'
      | 'reach'
      | 'response'
      | 'caseId'
    >
  >,
): Promise<void> {
  await tx.db.update(chats).set(patch).where(eq(chats.id, id))
  tx.changed('chat', id)
}

/**
 * Recounts what the list shows of a chat after its messages changed. Marked as unread by hand it counts as one, whatever
 * the platform says of its messages. Case events, comments, what agents do to a
 * conversation and that a missed call was told are no part of the talk.
 */
export async function refreshChat(tx: Write, id: ChatId): Promise<void> {
  await askedTogether(tx, 'refresh chats', id, async (ids) => {
    await refreshChats(tx, ids)
    return ids
  })
  tx.changed('chat', id)
}

async function refreshChats(tx: Write, ids: readonly ChatId[]): Promise<void> {
  const text = () => sql`
    with refreshed as materialized (
      select refreshed.id, newest.id as last_message_id, newest.at_ms as last_at_ms, chats.case_id,
        (select count(*) from messages where chat_id = refreshed.id and not is_read) as unread
      from unnest(${listed(sql.placeholder('ids'), 'uuid')}) as refreshed (id)
      cross join lateral (select case_id from chats where chats.id = refreshed.id limit 1) as chats
      left join lateral (
        select id, at_ms from messages
        where chat_id = refreshed.id and content ->> 'kind' not in ('caseEvent', 'note')
          and not (content ->> 'kind' = 'chatEvent'
            and (content -> 'event' -> 'agentId' is not null or content -> 'event' ->> 'kind' = 'missedCallTold'))
        order by at_ms desc, id desc limit 1
      ) as newest on true
    ), ${REFRESH_WAITING}
    update chats set
      last_message_id = refreshed.last_message_id,
      last_at_ms = coalesce(refreshed.last_at_ms, created_at_ms),
      unread = greatest(refreshed.unread, case when is_marked_unread then 1 else 0 end)
    from refreshed where chats.id = refreshed.id
  `
  await preparedSql(tx, 'refresh_chats', text, { ids: [...ids] })
}

export async function markChatUnread(tx: Write, id: ChatId, isMarkedUnread: boolean): Promise<void> {
  await tx.db.update(chats).set({ isMarkedUnread }).where(eq(chats.id, id))
  await refreshChat(tx, id)
}

export async function chatById(view: Read, id: ChatId): Promise<StoredChat | null> {
  const [row] = await view.db
    .select()
    .from(chats)
    .where(and(eq(chats.id, id), isNull(chats.erasedAtMs)))
  return row ?? null
}

/** Those that desks are to forget altogether. */
export async function erasedAmong(view: Read, ids: readonly ChatId[]): Promise<ReadonlySet<ChatId>> {
  if (ids.length === 0) return new Set()
  const rows = await view.db
    .select({ id: chats.id })
    .from(chats)
    .where(and(inArray(chats.id, [...ids]), isNotNull(chats.erasedAtMs)))
  return new Set(rows.map(({ id }) => id))
}

export async function chatByExternalId(
  view: Read,
  channelId: ChannelId,
  externalId: string,
): Promise<StoredChat | null> {
  return askedTogether(view, 'chats by external ids', { channelId, externalId }, (wanted) =>
    chatsByExternalIds(view, wanted),
  )
}

async function chatsByExternalIds(
  view: Read,
  wanted: readonly Pick<StoredChat, 'channelId' | 'externalId'>[],
): Promise<readonly (StoredChat | null)[]> {
  const query = prepared(view, 'chats_by_external_ids', (db) => {
    // Each by the index, however few there are: a look at all of them would meet whoever writes any.
    const one = db
      .select()
      .from(chats)
      .where(sql`${chats.channelId} = wanted.channel_id and ${chats.externalId} = wanted.external_id`)
      .limit(1)
      .as('chats')
    return db
      .select({ place: PLACE, chat: chats })
      .from(
        sql`unnest(${listed(sql.placeholder('channelIds'), 'uuid')}, ${listed(sql.placeholder('externalIds'), 'text')})
          with ordinality as wanted (channel_id, external_id, place)`,
      )
      .crossJoinLateral(one)
      .prepare('chats_by_external_ids')
  })
  const rows = await query.execute({
    channelIds: wanted.map(({ channelId }) => channelId),
    externalIds: wanted.map(({ externalId }) => externalId),
  })
  const found = new Map(rows.map(({ place, chat }) => [place, chat]))
  return wanted.map((_, index) => found.get(index) ?? null)
}

/** The conversation that is about this response. */
export async function chatByResponse(
  view: Read,
  channelId: ChannelId,
  responseExternalId: string,
): Promise<StoredChat | null> {
  const [row] = await view.db
    .select()
    .from(chats)
    .where(and(eq(chats.channelId, channelId), sql`${chats.response} ->> 'externalId' = ${responseExternalId}`))
  return row ?? null
}

export async function chatsOfClient(view: Read, clientId: ClientId): Promise<readonly ChatId[]> {
  const rows = await view.db.select({ id: chats.id }).from(chats).where(eq(chats.clientId, clientId))
  return rows.map((row) => row.id)
}

/** Those of a channel that are not closed with it, the newest first; after `after` in that order. */
export async function nextChatsOfChannel(
  view: Read,
  channelId: ChannelId,
  after: ChatId | null,
  limit: number,
): Promise<readonly StoredChat[]> {
  const isLater = after === null ? undefined : lt(chats.id, after)
  return view.db
    .select()
    .from(chats)
    .where(and(eq(chats.channelId, channelId), ne(chats.access, 'channelRemoved'), isLater))
    .orderBy(desc(chats.id))
    .limit(limit)
}

/** Chats of a removed channel say so; nothing of them is lost, nor how they stood. */
export async function closeChats(tx: Write, ids: readonly ChatId[]): Promise<void> {
  if (ids.length === 0) return
  await tx.db
    .update(chats)
    .set({ accessBeforeRemoval: sql`${chats.access}`, access: 'channelRemoved' })
    .where(and(inArray(chats.id, [...ids]), ne(chats.access, 'channelRemoved')))
  for (const id of ids) tx.changed('chat', id)
}

/** Chats that are looked through for people of one number. */
const CHATS_OF_NUMBER = 50

export async function openChatWithPhone(view: Read, phone: string): Promise<Chat | null> {
  const [first] = await openChatsWithPhone(view, phone)
  return first ?? null
}

/** The newest open chat of each person with this number, the last used first. */
export async function openChatsWithPhone(view: Read, phone: string): Promise<readonly Chat[]> {
  const rows = await chatRows(view)
    .where(
      and(
        or(eq(clients.phone, phone), sql`${clientCards.phones} @> ${JSON.stringify([phone])}::jsonb`),
        ne(chats.access, 'channelRemoved'),
      ),
    )
    .orderBy(desc(chats.lastAtMs), desc(chats.id))
    .limit(CHATS_OF_NUMBER)
  const byPerson = new Map<string, Chat>()
  for (const row of rows) {
    const person = row.card?.id ?? row.client.id
    if (!byPerson.has(person)) byPerson.set(person, toChat(row))
  }
  return [...byPerson.values()]
}

export async function presentChats(view: Read, ids: readonly ChatId[]): Promise<readonly Chat[]> {
  const query = prepared(view, 'present_chats', () =>
    chatRows(view)
      .where(and(sql`${chats.id} = any(${sql.placeholder('ids')}::uuid[])`, isNull(chats.erasedAtMs)))
      .prepare('present_chats'),
  )
  return (await query.execute({ ids: [...ids] })).map(toChat)
}

export async function chatsNewestFirst(view: Read): Promise<readonly Chat[]> {
  const rows = await chatRows(view).where(isNull(chats.erasedAtMs)).orderBy(desc(chats.lastAtMs), desc(chats.id))
  return rows.map(toChat)
}

function chatRows(view: Read) {
  return view.db
    .select({
      chat: chats,
      client: clients,
      case: cases,
      message: messages,
      card: clientCards,
      deal: deals,
      organisation: organisations,
    })
    .from(chats)
    .innerJoin(clients, eq(clients.id, chats.clientId))
    .innerJoin(cases, eq(cases.id, chats.caseId))
    .leftJoin(messages, eq(messages.id, chats.lastMessageId))
    .leftJoin(clientCards, eq(clientCards.id, clients.cardId))
    .leftJoin(deals, eq(deals.id, cases.dealId))
    .leftJoin(organisations, eq(organisations.id, cases.organisationId))
    .$dynamic()
}

type ChatRow = Awaited<ReturnType<typeof chatRows>>[number]

function toChat({ chat, client, case: itsCase, message, card, deal, organisation }: ChatRow): Chat {
  return {
    id: chat.id,
    channelId: chat.channelId,
    externalId: chat.externalId,
    clientId: client.id,
    clientName: client.name,
    clientPhone: client.phone,
    avatarFileId: chat.avatarFileId,
    subject: chat.subject,
    case: toCaseSummary({ case: itsCase, deal, organisation }),
    card: card && toClientCard(card),
    response: chat.response,
    lastMessage: message && {
      id: message.id,
      atMs: message.atMs,
      direction: message.direction,
      content: message.content,
      delivery: message.delivery,
    },
    lastAtMs: chat.lastAtMs,
    unread: chat.unread,
    isWithoutVacancy: chat.isWithoutVacancy,
    reach: chat.reach,
    access: accessOf(chat),
  }
}

function accessOf({ access, readOnlyReason }: Pick<StoredChat, 'access' | 'readOnlyReason'>): ChatAccess {
  return access === 'readOnly' ? { kind: access, reason: readOnlyReason ?? 'closedByPlatform' } : { kind: access }
}

/** Every case of the writer's card, else of the chat, newest first (spec C4); what nobody has begun is none. */
export async function caseHistory(view: Read, chatId: ChatId): Promise<readonly PastCase[]> {
  const [own] = await view.db
    .select({ cardId: clients.cardId })
    .from(chats)
    .innerJoin(clients, eq(clients.id, chats.clientId))
    .where(eq(chats.id, chatId))
  if (!own) return []
  const rows = await view.db
    .select({ case: cases, chat: chats, deal: deals, organisation: organisations })
    .from(cases)
    .innerJoin(chats, eq(chats.id, cases.chatId))
    .innerJoin(clients, eq(clients.id, chats.clientId))
    .leftJoin(deals, eq(deals.id, cases.dealId))
    .leftJoin(organisations, eq(organisations.id, cases.organisationId))
    .where(
      and(own.cardId === null ? eq(chats.id, chatId) : eq(clients.cardId, own.cardId), ne(cases.stateKind, 'idle')),
    )
    .orderBy(desc(cases.openedAtMs), desc(cases.number))
    .limit(HISTORY_LENGTH)
  return rows.map((row) => ({
    chatId: row.chat.id,
    channelId: row.chat.channelId,
    subjectTitle: row.chat.subject?.title ?? null,
    case: toCaseSummary(row),
  }))
}

/** Every conversation of the writer's card over all channels; of a guest, of the same writer (spec C5). */
export async function conversationsOf(view: Read, chatId: ChatId): Promise<readonly ClientConversation[]> {
  const [own] = await view.db
    .select({ clientId: clients.id, cardId: clients.cardId })
    .from(chats)
    .innerJoin(clients, eq(clients.id, chats.clientId))
    .where(eq(chats.id, chatId))
  if (!own) return []
  const rows = await view.db
    .select({
      id: chats.id,
      channelId: chats.channelId,
      subject: chats.subject,
      access: chats.access,
      readOnlyReason: chats.readOnlyReason,
    })
    .from(chats)
    .innerJoin(clients, eq(clients.id, chats.clientId))
    .where(own.cardId === null ? eq(clients.id, own.clientId) : eq(clients.cardId, own.cardId))
    .orderBy(desc(chats.lastAtMs), desc(chats.id))
    .limit(HISTORY_LENGTH)
  return rows.map((row) => ({
    chatId: row.id,
    channelId: row.channelId,
    subjectTitle: row.subject?.title ?? null,
    access: accessOf(row),
  }))
}

function toCaseSummary({
  case: itsCase,
  deal,
  organisation,
}: Pick<ChatRow, 'case' | 'deal' | 'organisation'>): CaseSummary {
  const { id, number, state, openedAtMs, waitingSinceMs, topicId, priority, isPinned, pins, snooze } = itsCase
  return {
    id,
    number,
    state,
    openedAtMs,
    waitingSinceMs,
    topicId,
    priority,
    isPinned,
    pins,
    snooze,
    deal,
    organisation,
  }
}
