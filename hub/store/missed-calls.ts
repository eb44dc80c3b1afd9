import { and, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm'

import type { CallId, ChannelId, ChatId } from '#shared/domain/ids'

import { calls, missedCallsTold } from './schema'
import { siteConversations, siteMessages } from './site-schema'
import type { Read, Write } from './store'

/** Once for a call, however often it is recorded. */
export async function claimTold(tx: Write, callId: CallId): Promise<boolean> {
  const claimed = await tx.db
    .insert(missedCallsTold)
    .values({ callId, toldAtMs: tx.nowMs })
    .onConflictDoNothing()
    .returning({ callId: missedCallsTold.callId })
  return claimed.length > 0
}

export async function isTold(view: Read, callId: CallId): Promise<boolean> {
  return (await view.db.$count(missedCallsTold, eq(missedCallsTold.callId, callId))) > 0
}

/** Was the client of the chat told of any call after this time? */
export async function wasToldAfter(view: Read, chatId: ChatId, atMs: number): Promise<boolean> {
  const found = await view.db
    .select({ callId: missedCallsTold.callId })
    .from(missedCallsTold)
    .innerJoin(calls, eq(calls.id, missedCallsTold.callId))
    .where(and(eq(calls.chatId, chatId), gt(missedCallsTold.toldAtMs, atMs)))
    .limit(1)
  return found.length > 0
}

export interface ToldUpTo {
  readonly visitorId: string
  readonly conversationId: string | null
  readonly upTo: number
}

export interface ToldConversation {
  readonly channelId: ChannelId
  readonly conversationId: string
}

/**
 * A letter, or a push, that told of the visitor's unread messages up to this one has gone. Answers where it told of calls,
 * once for each way. `conversationId`: it told of this one alone.
 */
export async function claimToldBy(
  tx: Write,
  how: 'email' | 'push',
  { visitorId, conversationId, upTo }: ToldUpTo,
): Promise<readonly ToldConversation[]> {
  const unread = await tx.db
    .select({
      id: siteMessages.id,
      channelId: siteConversations.channelId,
      conversationId: siteConversations.id,
    })
    .from(siteMessages)
    .innerJoin(siteConversations, eq(siteConversations.id, siteMessages.conversationId))
    .where(
      and(
        eq(siteConversations.visitorId, visitorId),
        conversationId === null ? undefined : eq(siteConversations.id, conversationId),
        eq(siteMessages.direction, 'out'),
        isNull(siteMessages.readAtMs),
        lte(siteMessages.position, upTo),
        isMissedCall(),
      ),
    )
  if (unread.length === 0) return []
  const ids = unread.map(({ id }) => id as CallId)
  const marked = await tx.db
    .update(missedCallsTold)
    .set(how === 'email' ? { mailedAtMs: tx.nowMs } : { pushedAtMs: tx.nowMs })
    .where(
      and(
        inArray(missedCallsTold.callId, ids),
        isNull(how === 'email' ? missedCallsTold.mailedAtMs : missedCallsTold.pushedAtMs),
      ),
    )
    .returning({ callId: missedCallsTold.callId })
  const fresh = new Set<string>(marked.map(({ callId }) => callId))
  const told = unread.filter(({ id }) => fresh.has(id))
  return [...new Map(told.map(({ channelId, conversationId: id }) => [id, { channelId, conversationId: id }])).values()]
}

/** Of the site chat's own messages. */
export function isMissedCall() {
  return sql<boolean>`${siteMessages.content} ->> 'kind' = 'missedCall'`
}
