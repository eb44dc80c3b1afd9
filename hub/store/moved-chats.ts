import { and, eq, not, sql } from 'drizzle-orm'

import type { CaseState } from '#shared/domain/case'
import type { ChatId } from '#shared/domain/ids'

import { calls, cases, channelActions, chats, heldMessages, messages, outgoing, revisions } from './schema'
import type { StoredCase } from './cases'
import type { StoredChat } from './chats'
import type { Write } from './store'

/** The conversation goes on under another channel of the same account, with all that is under way in it. */
export async function moveChatToChannel(
  tx: Write,
  id: ChatId,
  { channelId, clientId, access }: Pick<StoredChat, 'channelId' | 'clientId' | 'access'>,
): Promise<void> {
  await tx.db.update(chats).set({ channelId, clientId, access, accessBeforeRemoval: null }).where(eq(chats.id, id))
  await tx.db.update(outgoing).set({ channelId }).where(eq(outgoing.chatId, id))
  await tx.db.update(channelActions).set({ channelId }).where(eq(channelActions.chatId, id))
  tx.changed('chat', id)
}

/** Everything that was said, called and done in `from` stands in `into`; the conversation `from` is no more. */
export async function moveContents(tx: Write, from: ChatId, into: ChatId): Promise<void> {
  const moved = await tx.db
    .update(messages)
    .set({ chatId: into })
    .where(eq(messages.chatId, from))
    .returning({ id: messages.id })
  for (const { id } of moved) tx.changed('message', id)
  await tx.db.update(outgoing).set({ chatId: into }).where(eq(outgoing.chatId, from))
  await tx.db.update(revisions).set({ chatId: into }).where(eq(revisions.chatId, from))
  await tx.db.update(calls).set({ chatId: into }).where(eq(calls.chatId, from))
  // What was to be told of a conversation that the platform does not have, or will be told of the other.
  const isDeed = sql`${channelActions.action} ->> 'kind' = 'deed'`
  await tx.db.delete(channelActions).where(and(eq(channelActions.chatId, from), not(isDeed)))
  await tx.db.update(channelActions).set({ chatId: into }).where(eq(channelActions.chatId, from))
  await tx.db.delete(heldMessages).where(eq(heldMessages.chatId, from))
}

/** `kept` is the case of `into` from now on; both stay cases of its client unless one never began. */
export async function moveCases(
  tx: Write,
  from: ChatId,
  into: ChatId,
  { kept, other }: { readonly kept: StoredCase; readonly other: StoredCase },
): Promise<void> {
  await tx.db.update(cases).set({ chatId: into }).where(eq(cases.chatId, from))
  await tx.db.update(chats).set({ caseId: kept.id }).where(eq(chats.id, into))
  await tx.db.update(chats).set({ caseId: kept.id }).where(eq(chats.id, from))
  if (other.state.kind === 'idle') await tx.db.delete(cases).where(eq(cases.id, other.id))
  else if (other.state.kind !== 'closed') {
    const state: CaseState = { kind: 'closed', atMs: tx.nowMs, by: { kind: 'timeout' } }
    await tx.db.update(cases).set({ state, waitingSinceMs: null, dueAtMs: null }).where(eq(cases.id, other.id))
  }
}

export async function removeEmptyChat(tx: Write, id: ChatId): Promise<void> {
  await tx.db.delete(chats).where(eq(chats.id, id))
  tx.changed('chat', id)
}
