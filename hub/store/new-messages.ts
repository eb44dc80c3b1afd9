import { and, asc, eq, gt, sql } from 'drizzle-orm'

import type { ChatId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import { changes, messages } from './schema'
import type { Read, Write } from './store'

/** Of two numbers, so that it can meet no other lock of the hub. */
const ANSWER_LOCK = 7_201

/**
 * Until the transaction ends nobody else gets past this for the chat. No row is locked: other work on the chat and its case
 * takes theirs in another order.
 */
export async function oneAnswerAtATime(tx: Write, chatId: ChatId): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(${ANSWER_LOCK}, hashtext(${chatId}))`)
}

/** Messages of the chat that the feed told of as new after this place, in that order. */
export async function messagesBegunAfter(view: Read, chatId: ChatId, cursor: number): Promise<readonly Message[]> {
  const rows = await view.db
    .select({ message: messages })
    .from(changes)
    .innerJoin(messages, eq(messages.id, sql`${changes.entityId}::uuid`))
    .where(and(eq(changes.begunIn, chatId), gt(changes.seq, cursor)))
    .orderBy(asc(changes.seq))
  return rows.map(({ message: { isRead: _isRead, ...message } }) => message)
}
