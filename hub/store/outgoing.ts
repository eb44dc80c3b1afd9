import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'

import type { ChannelId, ChatId, MessageId } from '#shared/domain/ids'

import { heldMessages, messages, outgoing } from './schema'
import type { IngestedMessage } from '../channels/channel'
import type { StoredMessage } from './messages'
import type { Read, Write } from './store'

export type QueueRow = typeof outgoing.$inferSelect

export async function enqueue(
  tx: Write,
  row: {
    readonly messageId: MessageId
    readonly chatId: ChatId
    readonly channelId: ChannelId
    readonly dueAtMs: number
  },
): Promise<void> {
  await tx.db.insert(outgoing).values({ ...row, attempts: 0, firstAttemptAtMs: null })
}

export async function dequeue(tx: Write, messageId: MessageId): Promise<void> {
  await tx.db.delete(outgoing).where(eq(outgoing.messageId, messageId))
}

export async function updateQueueRow(
  tx: Write,
  messageId: MessageId,
  patch: Partial<Pick<QueueRow, 'dueAtMs' | 'attempts' | 'firstAttemptAtMs'>>,
): Promise<void> {
  await tx.db.update(outgoing).set(patch).where(eq(outgoing.messageId, messageId))
}

/** Kept for a time of its own; nothing waits for it. */
const IS_SCHEDULED = sql`${messages.delivery} ->> 'state' = 'scheduled'`

/** What was kept until `nowMs`, in the order of its times. */
export async function dueScheduled(view: Read, nowMs: number): Promise<readonly StoredMessage[]> {
  const rows = await view.db
    .select({ message: messages })
    .from(outgoing)
    .innerJoin(messages, eq(messages.id, outgoing.messageId))
    .where(and(IS_SCHEDULED, lte(outgoing.dueAtMs, nowMs)))
    .orderBy(asc(outgoing.dueAtMs), asc(outgoing.position))
  return rows.map((row) => row.message)
}

export interface Heads {
  /** The oldest waiting message of each chat: nothing overtakes it. */
  readonly waiting: readonly { readonly row: QueueRow; readonly message: StoredMessage }[]
  /** When the next of those that are kept for a time of their own is due. They stand aside: nothing waits for them. */
  readonly nextKeptMs: number
}

export async function headsOfQueues(view: Read): Promise<Heads> {
  const rows = await view.db
    .selectDistinctOn([outgoing.chatId, IS_SCHEDULED], { row: outgoing, message: messages })
    .from(outgoing)
    .innerJoin(messages, eq(messages.id, outgoing.messageId))
    .orderBy(
      asc(outgoing.chatId),
      IS_SCHEDULED,
      sql`case when ${IS_SCHEDULED} then ${outgoing.dueAtMs} end`,
      asc(outgoing.position),
    )
  const isKept = ({ message }: (typeof rows)[number]) => message.delivery?.state === 'scheduled'
  return {
    waiting: rows.filter((head) => !isKept(head)),
    nextKeptMs: Math.min(Number.POSITIVE_INFINITY, ...rows.filter(isKept).map(({ row }) => row.dueAtMs)),
  }
}

export async function queueRow(view: Read, messageId: MessageId): Promise<QueueRow | null> {
  const [row] = await view.db.select().from(outgoing).where(eq(outgoing.messageId, messageId))
  return row ?? null
}

/** Everything queued, in order; of these chats if given. */
export async function queuedMessages(
  view: Read,
  chatIds: readonly ChatId[] | null,
): Promise<readonly { readonly row: QueueRow; readonly message: StoredMessage }[]> {
  return view.db
    .select({ row: outgoing, message: messages })
    .from(outgoing)
    .innerJoin(messages, eq(messages.id, outgoing.messageId))
    .where(chatIds ? inArray(outgoing.chatId, [...chatIds]) : undefined)
    .orderBy(asc(outgoing.position))
}

/** A platform's own view of a message that may be one of ours under way waits here until that is decided. */
export async function holdMessage(tx: Write, chatId: ChatId, message: IngestedMessage): Promise<void> {
  await tx.db
    .insert(heldMessages)
    .values({ chatId, externalId: message.externalId, message })
    .onConflictDoUpdate({ target: [heldMessages.chatId, heldMessages.externalId], set: { message } })
}

export async function heldOf(view: Read, chatId: ChatId): Promise<readonly IngestedMessage[]> {
  const rows = await view.db.select().from(heldMessages).where(eq(heldMessages.chatId, chatId))
  return rows.map((row) => row.message)
}

export async function takeHeld(tx: Write, chatId: ChatId): Promise<readonly IngestedMessage[]> {
  const rows = await tx.db.select().from(heldMessages).where(eq(heldMessages.chatId, chatId))
  if (rows.length === 0) return []
  const externalIds = rows.map((row) => row.externalId)
  await tx.db
    .delete(heldMessages)
    .where(and(eq(heldMessages.chatId, chatId), inArray(heldMessages.externalId, externalIds)))
  return rows.map((row) => row.message)
}
