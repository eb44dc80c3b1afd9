import { and, asc, desc, eq, gte, inArray, isNotNull, lt, or, sql } from 'drizzle-orm'

import type { ChannelId, ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import { askedTogether, listed, PLACE, readTogether } from './asked-together'
import { insertRows } from './insert-rows'
import { prepared } from './prepared'
import { chats, messages, outgoing } from './schema'
import type { Read, Write } from './store'

type Row = typeof messages.$inferSelect

/** A message with what only the hub needs to know of it. */
export type StoredMessage = Message & { readonly isRead: boolean }

export function insertMessage(tx: Write, message: StoredMessage): Promise<void> {
  return insertMessages(tx, [message])
}

export async function insertMessages(tx: Write, rows: readonly StoredMessage[]): Promise<void> {
  if (rows.length === 0) return
  await askedTogether(tx, 'insert messages', rows, async (all) => {
    await insertRows(tx, messages, all.flat())
    return all
  })
  for (const { id, chatId } of rows) tx.changed('message', id, chatId)
}

export async function updateMessage(
  tx: Write,
  id: MessageId,
  patch: Partial<Omit<StoredMessage, 'id' | 'chatId'>>,
): Promise<void> {
  await tx.db.update(messages).set(patch).where(eq(messages.id, id))
  tx.changed('message', id)
}

export async function removeMessage(tx: Write, id: MessageId): Promise<void> {
  await tx.db.delete(messages).where(eq(messages.id, id))
  tx.changed('message', id)
}

export async function messageById(view: Read, id: MessageId): Promise<StoredMessage | null> {
  const [row] = await view.db.select().from(messages).where(eq(messages.id, id))
  return row ?? null
}

export async function messagesByIds(view: Read, ids: readonly MessageId[]): Promise<readonly Message[]> {
  const query = prepared(view, 'messages_by_ids', (db) =>
    db
      .select()
      .from(messages)
      .where(sql`${messages.id} = any(${listed(sql.placeholder('ids'), 'uuid')}::uuid[])`)
      .prepare('messages_by_ids'),
  )
  return (await query.execute({ ids: [...ids] })).map(toMessage)
}

export async function messagesByExternalIds(
  view: Read,
  chatId: ChatId,
  externalIds: readonly string[],
): Promise<readonly StoredMessage[]> {
  if (externalIds.length === 0) return []
  return askedTogether(view, 'messages by external ids', { chatId, externalIds }, (wanted) =>
    messagesOfChats(view, wanted),
  )
}

async function messagesOfChats(
  view: Read,
  wanted: readonly { readonly chatId: ChatId; readonly externalIds: readonly string[] }[],
): Promise<readonly (readonly StoredMessage[])[]> {
  const query = prepared(view, 'messages_of_chats', (db) => {
    const one = db
      .select()
      .from(messages)
      .where(sql`${messages.chatId} = wanted.chat_id and ${messages.externalId} = wanted.external_id`)
      .limit(1)
      .as('messages')
    return db
      .select({ message: messages })
      .from(
        sql`unnest(${listed(sql.placeholder('chatIds'), 'uuid')}, ${listed(sql.placeholder('externalIds'), 'text')})
          as wanted (chat_id, external_id)`,
      )
      .crossJoinLateral(one)
      .prepare('messages_of_chats')
  })
  const pairs = wanted.flatMap(({ chatId, externalIds }) =>
    [...new Set(externalIds)].map((externalId) => ({ chatId, externalId })),
  )
  const rows = await query.execute({
    chatIds: pairs.map(({ chatId }) => chatId),
    externalIds: pairs.map(({ externalId }) => externalId),
  })
  const found = new Map(rows.map(({ message }) => [`${message.chatId} ${message.externalId ?? ''}`, message]))
  return wanted.map(({ chatId, externalIds }) =>
    [...new Set(externalIds)].flatMap((externalId) => found.get(`${chatId} ${externalId}`) ?? []),
  )
}

/** Which of these the chat does not have. */
export async function missingExternalIds(
  view: Read,
  channelId: ChannelId,
  chatExternalId: string,
  externalIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (externalIds.length === 0) return new Set()
  const known = await readTogether(view, 'known external ids', { channelId, chatExternalId, externalIds }, (asked) =>
    knownExternalIds(view, asked),
  )
  return new Set(externalIds.filter((externalId) => !known.has(externalId)))
}

interface AskedIds {
  readonly channelId: ChannelId
  readonly chatExternalId: string
  readonly externalIds: readonly string[]
}

async function knownExternalIds(
  view: Read,
  asked: readonly AskedIds[],
): Promise<readonly ReadonlySet<string | null>[]> {
  const query = prepared(view, 'known_external_ids', (db) => {
    const chat = db
      .select({ id: chats.id })
      .from(chats)
      .where(sql`${chats.channelId} = wanted.channel_id and ${chats.externalId} = wanted.chat_external_id`)
      .limit(1)
      .as('chats')
    const ids = sql`array(select jsonb_array_elements_text(wanted.external_ids::jsonb))`
    const ofChat = db
      .select({ externalId: messages.externalId })
      .from(messages)
      .where(sql`${messages.chatId} = chats.id and ${messages.externalId} = any(${ids})`)
      .offset(0)
      .as('messages')
    return db
      .select({ place: PLACE, externalId: messages.externalId })
      .from(
        sql`unnest(${listed(sql.placeholder('channelIds'), 'uuid')}, ${listed(sql.placeholder('chatExternalIds'), 'text')},
          ${listed(sql.placeholder('externalIds'), 'text')})
          with ordinality as wanted (channel_id, chat_external_id, external_ids, place)`,
      )
      .crossJoinLateral(chat)
      .crossJoinLateral(ofChat)
      .prepare('known_external_ids')
  })
  const rows = await query.execute({
    channelIds: asked.map(({ channelId }) => channelId),
    chatExternalIds: asked.map(({ chatExternalId }) => chatExternalId),
    externalIds: asked.map(({ externalIds }) => JSON.stringify(externalIds)),
  })
  const known = asked.map(() => new Set<string | null>())
  for (const { place, externalId } of rows) known[place]?.add(externalId)
  return known
}

/** A time at which a message of ours stands below everything that is there already; `atMs` where that is free. */
export async function timeBelowAll(view: Read, chatId: ChatId, atMs: number): Promise<number> {
  const [newest] = await view.db
    .select({ atMs: messages.atMs })
    .from(messages)
    .where(eq(messages.chatId, chatId))
    .orderBy(desc(messages.atMs), desc(messages.id))
    .limit(1)
  return newest ? Math.max(atMs, newest.atMs + 1) : atMs
}

/** The newest message of the chat that stands below this one at the very same time. */
export async function idBelow(
  view: Read,
  chatId: ChatId,
  { atMs, id }: Pick<Message, 'id' | 'atMs'>,
): Promise<MessageId | null> {
  const [row] = await view.db
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.chatId, chatId), eq(messages.atMs, atMs), lt(messages.id, id)))
    .orderBy(desc(messages.id))
    .limit(1)
  return row?.id ?? null
}

/** Those that the platform knows, from `fromMs` until before `toMs`. */
export async function platformMessagesBetween(
  view: Read,
  chatId: ChatId,
  fromMs: number,
  toMs: number,
): Promise<readonly StoredMessage[]> {
  return view.db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.chatId, chatId),
        gte(messages.atMs, fromMs),
        lt(messages.atMs, toMs),
        isNotNull(messages.externalId),
      ),
    )
}

/** Has the client written since then? */
export async function hasWordSince(view: Read, chatId: ChatId, sinceMs: number): Promise<boolean> {
  const isWord = and(eq(messages.chatId, chatId), eq(messages.direction, 'in'), gte(messages.atMs, sinceMs))
  return (await view.db.$count(messages, isWord)) > 0
}

/** External ids of the chat's messages since `sinceMs`. */
export async function externalIdsSince(view: Read, chatId: ChatId, sinceMs: number): Promise<ReadonlySet<string>> {
  const rows = await view.db
    .select({ externalId: messages.externalId })
    .from(messages)
    .where(and(eq(messages.chatId, chatId), gte(messages.atMs, sinceMs), isNotNull(messages.externalId)))
  return new Set(rows.flatMap((row) => row.externalId ?? []))
}

/** Own messages of the chat of which a request left at some time and whose outcome is not certain. */
export async function undecidedMessages(view: Read, chatId: ChatId): Promise<readonly StoredMessage[]> {
  const rows = await view.db
    .select({ message: messages })
    .from(outgoing)
    .innerJoin(messages, eq(messages.id, outgoing.messageId))
    .where(and(eq(outgoing.chatId, chatId), isNotNull(outgoing.firstAttemptAtMs)))
  return rows.map((row) => row.message)
}

/** Newest first. `before` is a message of the same chat. */
export async function historyPage(
  view: Read,
  chatId: ChatId,
  before: Pick<Message, 'id' | 'atMs'> | null,
  limit: number,
): Promise<readonly Message[]> {
  const older = before
    ? or(lt(messages.atMs, before.atMs), and(eq(messages.atMs, before.atMs), lt(messages.id, before.id)))
    : undefined
  const rows = await view.db
    .select()
    .from(messages)
    .where(and(eq(messages.chatId, chatId), older))
    .orderBy(desc(messages.atMs), desc(messages.id))
    .limit(limit)
  return rows.map(toMessage)
}

/** Marks what is not newer than `upTo` (all of it without one) as read; answers how many changed. */
export async function markMessagesRead(
  tx: Write,
  chatId: ChatId,
  upTo: Pick<Message, 'id' | 'atMs'> | null,
): Promise<number> {
  const notNewer = upTo
    ? or(lt(messages.atMs, upTo.atMs), and(eq(messages.atMs, upTo.atMs), sql`${messages.id} <= ${upTo.id}`))
    : undefined
  const changed = await tx.db
    .update(messages)
    .set({ isRead: true })
    .where(and(eq(messages.chatId, chatId), eq(messages.isRead, false), notNewer))
    .returning({ id: messages.id })
  return changed.length
}

/** Messages of these chats, the newest `perChat` of each, oldest first. */
export async function newestOfChats(
  view: Read,
  chatIds: readonly ChatId[],
  perChat: number,
): Promise<readonly Message[]> {
  if (chatIds.length === 0) return []
  const ids = sql.join(
    chatIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  )
  const wanted = sql`select newest.id from unnest(array[${ids}]) as wanted (chat_id) cross join lateral (
    select id from messages where messages.chat_id = wanted.chat_id order by at_ms desc, id desc limit ${perChat}
  ) newest`
  const rows = await view.db
    .select()
    .from(messages)
    .where(sql`${messages.id} in (${wanted})`)
    .orderBy(asc(messages.atMs), asc(messages.id))
  return rows.map(toMessage)
}

function toMessage({ isRead: _isRead, ...message }: Row): Message {
  return message
}

/** What client and company said to each other since then, oldest first; the newest `limit` of it. */
export async function wordsSince(
  view: Read,
  chatId: ChatId,
  sinceMs: number,
  limit: number,
): Promise<readonly Message[]> {
  const isWord = or(inArray(messages.direction, ['in', 'out']), sql`${messages.content} ->> 'kind' = 'response'`)
  const rows = await view.db
    .select()
    .from(messages)
    .where(and(eq(messages.chatId, chatId), gte(messages.atMs, sinceMs), isWord))
    .orderBy(desc(messages.atMs), desc(messages.id))
    .limit(limit)
  return rows.map(toMessage).reverse()
}

export async function lastWordOfClient(view: Read, chatId: ChatId): Promise<Message | null> {
  const [row] = await view.db
    .select()
    .from(messages)
    .where(and(eq(messages.chatId, chatId), eq(messages.direction, 'in')))
    .orderBy(desc(messages.atMs), desc(messages.id))
    .limit(1)
  return row ? toMessage(row) : null
}
