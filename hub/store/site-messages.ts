import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm'

import type { ChannelId, FileId } from '#shared/domain/ids'

import { siteConversations, siteMessages, siteVisitors, type SiteContent } from './site-schema'
import type { Read, Write } from './store'

export type SiteConversation = typeof siteConversations.$inferSelect
export type SiteMessage = typeof siteMessages.$inferSelect

export interface ConversationSummary extends SiteConversation {
  readonly isBlocked: boolean
  readonly lastAtMs: number
  readonly lastContent: SiteContent | null
  readonly unread: number
}

export async function conversationById(view: Read, id: string): Promise<SiteConversation | null> {
  const [row] = await view.db.select().from(siteConversations).where(eq(siteConversations.id, id))
  return row ?? null
}

export async function insertConversation(
  tx: Write,
  conversation: Pick<SiteConversation, 'id' | 'visitorId' | 'channelId' | 'title'>,
): Promise<SiteConversation> {
  const row = { ...conversation, isLeft: false, createdAtMs: tx.nowMs }
  await tx.db.insert(siteConversations).values(row)
  return row
}

export async function setLeft(tx: Write, id: string): Promise<void> {
  await tx.db.update(siteConversations).set({ isLeft: true }).where(eq(siteConversations.id, id))
}

/** As the visitor's list shows them, the last used first; of these only, if given. */
export async function summariesOf(
  view: Read,
  visitorId: string,
  ids: readonly string[] | null = null,
): Promise<readonly ConversationSummary[]> {
  const last = view.db
    .selectDistinctOn([siteMessages.conversationId], {
      conversationId: siteMessages.conversationId,
      atMs: siteMessages.atMs,
      content: siteMessages.content,
    })
    .from(siteMessages)
    .innerJoin(siteConversations, eq(siteConversations.id, siteMessages.conversationId))
    .where(and(eq(siteConversations.visitorId, visitorId), isNotNull(siteMessages.content)))
    .orderBy(siteMessages.conversationId, desc(siteMessages.position))
    .as('last')
  const unread = sql<number>`(
    select count(*) from ${siteMessages} where ${siteMessages.conversationId} = ${siteConversations.id}
      and ${siteMessages.direction} = 'out' and ${siteMessages.readAtMs} is null and ${siteMessages.content} is not null
  )`.mapWith(Number)
  const rows = await view.db
    .select({
      conversation: siteConversations,
      isBlocked: siteVisitors.isBlocked,
      lastAtMs: last.atMs,
      lastContent: last.content,
      unread,
    })
    .from(siteConversations)
    .innerJoin(siteVisitors, eq(siteVisitors.id, siteConversations.visitorId))
    .leftJoin(last, eq(last.conversationId, siteConversations.id))
    .where(and(eq(siteConversations.visitorId, visitorId), ids ? inArray(siteConversations.id, [...ids]) : undefined))
  return rows
    .map(({ conversation, lastAtMs, ...rest }) => ({
      ...conversation,
      ...rest,
      lastAtMs: lastAtMs ?? conversation.createdAtMs,
    }))
    .sort((a, b) => b.lastAtMs - a.lastAtMs)
}

/** Its time is later than that of all before it in the conversation, so that every view has the same order. */
export async function insertSiteMessage(
  tx: Write,
  message: Pick<SiteMessage, 'id' | 'conversationId' | 'channelId' | 'direction' | 'content' | 'version'>,
): Promise<SiteMessage> {
  // Two hubs at once would both read the same last time.
  await tx.db
    .select({ id: siteConversations.id })
    .from(siteConversations)
    .where(eq(siteConversations.id, message.conversationId))
    .for('update')
  const [last] = await tx.db
    .select({ atMs: siteMessages.atMs })
    .from(siteMessages)
    .where(eq(siteMessages.conversationId, message.conversationId))
    .orderBy(desc(siteMessages.position))
    .limit(1)
  const atMs = Math.max(tx.nowMs, (last?.atMs ?? 0) + 1)
  const [row] = await tx.db
    .insert(siteMessages)
    .values({ ...message, atMs, told: 0 })
    .returning()
  if (!row) throw new Error('A message that was inserted is not there.')
  return row
}

export async function siteMessageById(view: Read, id: string): Promise<SiteMessage | null> {
  const [row] = await view.db.select().from(siteMessages).where(eq(siteMessages.id, id))
  return row ?? null
}

export async function siteMessagesByIds(view: Read, ids: readonly string[]): Promise<readonly SiteMessage[]> {
  return view.db
    .select()
    .from(siteMessages)
    .where(inArray(siteMessages.id, [...ids]))
    .orderBy(asc(siteMessages.position))
}

/** Oldest first: the last `limit` before `before`, or of all. What was taken back is not among them. */
export async function sitePage(
  view: Read,
  conversationId: string,
  before: SiteMessage | null,
  limit: number,
): Promise<{ readonly messages: readonly SiteMessage[]; readonly hasMore: boolean }> {
  const rows = await view.db
    .select()
    .from(siteMessages)
    .where(
      and(
        eq(siteMessages.conversationId, conversationId),
        isNotNull(siteMessages.content),
        before ? lt(siteMessages.position, before.position) : undefined,
      ),
    )
    .orderBy(desc(siteMessages.position))
    .limit(limit + 1)
  return { messages: rows.slice(0, limit).reverse(), hasMore: rows.length > limit }
}

export async function updateSiteMessage(
  tx: Write,
  id: string,
  patch: Partial<Pick<SiteMessage, 'content' | 'editedAtMs'>>,
): Promise<void> {
  await tx.db.update(siteMessages).set(patch).where(eq(siteMessages.id, id))
}

const NEXT_VERSION = sql`${siteMessages.version} + 1`

/** The visitor's page has these. Answers those of which that is news. */
export async function markDelivered(tx: Write, visitorId: string, ids: readonly string[]): Promise<readonly string[]> {
  const marked = await tx.db
    .update(siteMessages)
    .set({ deliveredAtMs: tx.nowMs, version: NEXT_VERSION })
    .where(
      and(
        inArray(siteMessages.id, [...ids]),
        eq(siteMessages.direction, 'out'),
        isNull(siteMessages.deliveredAtMs),
        inArray(
          siteMessages.conversationId,
          tx.db
            .select({ id: siteConversations.id })
            .from(siteConversations)
            .where(eq(siteConversations.visitorId, visitorId)),
        ),
      ),
    )
    .returning({ id: siteMessages.id })
  return marked.map(({ id }) => id)
}

/** Seen up to and with `upTo` by the side that did not write them. Answers those of which that is news. */
export async function markSeen(
  tx: Write,
  conversationId: string,
  direction: SiteMessage['direction'],
  upTo: SiteMessage | null,
): Promise<readonly string[]> {
  const marked = await tx.db
    .update(siteMessages)
    .set(
      direction === 'out'
        ? {
            readAtMs: tx.nowMs,
            deliveredAtMs: sql`coalesce(${siteMessages.deliveredAtMs}, ${tx.nowMs})`,
            version: NEXT_VERSION,
          }
        : { readAtMs: tx.nowMs },
    )
    .where(
      and(
        eq(siteMessages.conversationId, conversationId),
        eq(siteMessages.direction, direction),
        isNull(siteMessages.readAtMs),
        upTo ? lte(siteMessages.position, upTo.position) : undefined,
      ),
    )
    .returning({ id: siteMessages.id })
  return marked.map(({ id }) => id)
}

/** What the hub's own messages do not know yet, in order, with the conversation and the visitor. */
export async function untoldMessages(view: Read, channelId: ChannelId, limit: number) {
  return view.db
    .select({ message: siteMessages, conversation: siteConversations, visitor: siteVisitors })
    .from(siteMessages)
    .innerJoin(siteConversations, eq(siteConversations.id, siteMessages.conversationId))
    .innerJoin(siteVisitors, eq(siteVisitors.id, siteConversations.visitorId))
    .where(and(eq(siteMessages.channelId, channelId), lt(siteMessages.told, siteMessages.version)))
    .orderBy(asc(siteMessages.position))
    .limit(limit)
}
export type UntoldMessage = Awaited<ReturnType<typeof untoldMessages>>[number]

/** Up to the version that was read: what happened meanwhile is told next. */
export async function markTold(tx: Write, told: readonly Pick<SiteMessage, 'id' | 'version'>[]): Promise<void> {
  for (const { id, version } of told)
    await tx.db.update(siteMessages).set({ told: version }).where(eq(siteMessages.id, id))
}

/** Does a message that this visitor can see carry the file? */
export async function isFileShownTo(view: Read, visitorId: string, fileId: FileId): Promise<boolean> {
  const found = await view.db
    .select({ id: siteMessages.id })
    .from(siteMessages)
    .innerJoin(siteConversations, eq(siteConversations.id, siteMessages.conversationId))
    .where(and(eq(siteConversations.visitorId, visitorId), sql`${siteMessages.content} ->> 'fileId' = ${fileId}`))
    .limit(1)
  return found.length > 0
}
