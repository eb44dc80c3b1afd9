import { and, eq, or, sql } from 'drizzle-orm'

import type { ChannelId } from '#shared/domain/ids'

import type { IngestedChat, IngestedMessage } from '../channels/channel'
import { heldResponses } from './schema'
import type { Read, Write } from './store'

/** A conversation of which the hub was told and that has not begun for it yet. */
export interface HeldChat {
  readonly chat: IngestedChat
  readonly messages: readonly IngestedMessage[]
}

/** Under its name, or under that of the same response before it had a conversation. */
export async function heldChatsLike(
  view: Read,
  channelId: ChannelId,
  { externalId, response }: Pick<IngestedChat, 'externalId' | 'response'>,
): Promise<readonly HeldChat[]> {
  const isSameResponse = response
    ? sql`${heldResponses.chat} -> 'response' ->> 'externalId' = ${response.externalId}`
    : undefined
  return view.db
    .select()
    .from(heldResponses)
    .where(
      and(eq(heldResponses.channelId, channelId), or(eq(heldResponses.chatExternalId, externalId), isSameResponse)),
    )
}

export async function heldChatsOf(view: Read, channelId: ChannelId): Promise<readonly HeldChat[]> {
  return view.db.select().from(heldResponses).where(eq(heldResponses.channelId, channelId))
}

export async function putHeldChat(tx: Write, channelId: ChannelId, { chat, messages }: HeldChat): Promise<void> {
  await tx.db
    .insert(heldResponses)
    .values({ channelId, chatExternalId: chat.externalId, chat, messages })
    .onConflictDoUpdate({
      target: [heldResponses.channelId, heldResponses.chatExternalId],
      set: { chat, messages },
    })
}

export async function removeHeldChat(tx: Write, channelId: ChannelId, chatExternalId: string): Promise<void> {
  await tx.db
    .delete(heldResponses)
    .where(and(eq(heldResponses.channelId, channelId), eq(heldResponses.chatExternalId, chatExternalId)))
}
