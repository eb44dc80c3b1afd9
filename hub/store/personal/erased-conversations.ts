import { createHash } from 'node:crypto'

import { and, eq } from 'drizzle-orm'

import type { ChannelId } from '#shared/domain/ids'

import { erasedConversations } from '../audit-schema'
import type { Read, Write } from '../store'

interface Conversation {
  readonly channelId: ChannelId
  readonly externalId: string
}

/** From now on nothing is taken of it that is not younger. */
export async function rememberErased(tx: Write, conversations: readonly Conversation[]): Promise<void> {
  for (const conversation of conversations) {
    const row = { channelId: conversation.channelId, hash: hashOf(conversation), untilMs: tx.nowMs }
    await tx.db
      .insert(erasedConversations)
      .values(row)
      .onConflictDoUpdate({ target: [erasedConversations.channelId, erasedConversations.hash], set: row })
  }
}

/** `null`: nothing was erased. */
export async function erasedUntil(view: Read, conversation: Conversation): Promise<number | null> {
  const [row] = await view.db
    .select({ untilMs: erasedConversations.untilMs })
    .from(erasedConversations)
    .where(
      and(
        eq(erasedConversations.channelId, conversation.channelId),
        eq(erasedConversations.hash, hashOf(conversation)),
      ),
    )
  return row?.untilMs ?? null
}

function hashOf({ channelId, externalId }: Conversation): string {
  return createHash('sha256').update(`${channelId} ${externalId}`).digest('base64url')
}
