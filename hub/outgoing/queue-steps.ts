import { STALE_AFTER_MS } from '#shared/domain/case-automation'
import type { Delivery, SendFailure } from '#shared/domain/delivery'
import { advanceDelivery, type DeliveryEvent } from '#shared/domain/delivery.machine'
import type { MessageId } from '#shared/domain/ids'

import { acceptOwn, ingestMessages } from '../ingest/ingest'
import type { IngestSource } from '../ingest/ingest-source'
import { couldBeSame } from '../ingest/same-content'
import { refreshChat, updateChat } from '../store/chats'
import { messageById, removeMessage, updateMessage, type StoredMessage } from '../store/messages'
import { dequeue, heldOf, queueRow, takeHeld, updateQueueRow, type QueueRow } from '../store/outgoing'
import type { Write } from '../store/store'

/** Each function is one transaction's worth of the queue: the message, its row and its chat move together. */

/** `null` when nothing is to be sent: discarded meanwhile, or found to be sent already. */
export async function startAttempt(
  tx: Write,
  source: IngestSource,
  id: MessageId,
): Promise<{ readonly row: QueueRow; readonly message: StoredMessage } | null> {
  const row = await queueRow(tx, id)
  const message = row && (await messageById(tx, id))
  if (!row || message?.delivery?.state !== 'queued') return null
  if (row.firstAttemptAtMs !== null && (await adoptHeld(tx, source, row, message))) return null
  if (row.firstAttemptAtMs === null && isStale(message, tx.nowMs)) {
    await dequeue(tx, id)
    await removeMessage(tx, id)
    await releaseHeld(tx, source, row)
    await refreshChat(tx, row.chatId)
    return null
  }
  const attempts = row.attempts + 1
  const firstAttemptAtMs = row.firstAttemptAtMs ?? tx.nowMs
  await updateQueueRow(tx, id, { attempts, firstAttemptAtMs })
  const delivery = await move(tx, message, { type: 'attemptStarted' })
  return { row: { ...row, attempts, firstAttemptAtMs }, message: { ...message, delivery } }
}

/** What could not go out for so long is no longer true (docs/adr/0008), or no news any more (docs/adr/0021). */
function isStale({ author, atMs }: StoredMessage, nowMs: number): boolean {
  if (author.kind !== 'rule') return false
  return (author.rule === 'autoAnswer' || author.rule === 'missedCall') && nowMs - atMs > STALE_AFTER_MS
}

/** It may have been sent, though nothing here says so. */
export async function doubt(tx: Write, row: QueueRow, message: StoredMessage, settleAtMs: number): Promise<void> {
  if (message.delivery?.state !== 'queued') return
  await updateQueueRow(tx, row.messageId, { firstAttemptAtMs: row.firstAttemptAtMs ?? message.atMs })
  const delivery = await move(tx, message, { type: 'attemptStarted' })
  await lostSight(tx, row, { ...message, delivery }, settleAtMs)
}

export async function accepted(
  tx: Write,
  source: IngestSource,
  row: QueueRow,
  message: StoredMessage,
  externalId: string,
  atMs: number,
): Promise<void> {
  await acceptOwn(tx, source, message, externalId, atMs)
  await leave(tx, source, row)
}

export async function refused(
  tx: Write,
  source: IngestSource,
  row: QueueRow,
  message: StoredMessage,
  reason: SendFailure,
  detail: string | null,
): Promise<void> {
  if (await isWithdrawn(tx, row)) return
  await move(tx, message, { type: 'refused', reason, detail })
  if (reason === 'chatGone') await updateChat(tx, row.chatId, { access: 'gone' })
  await leave(tx, source, row)
}

export async function notSent(
  tx: Write,
  source: IngestSource,
  row: QueueRow,
  message: StoredMessage,
  dueAtMs: number,
): Promise<void> {
  if (await isWithdrawn(tx, row)) return
  await move(tx, message, { type: 'notSent', retryAtMs: dueAtMs })
  const isUntouched = row.attempts === 1
  await updateQueueRow(tx, row.messageId, isUntouched ? { dueAtMs, firstAttemptAtMs: null } : { dueAtMs })
  await releaseHeld(tx, source, row)
}

export async function lostSight(tx: Write, row: QueueRow, message: StoredMessage, dueAtMs: number): Promise<void> {
  if (await isWithdrawn(tx, row)) return
  await move(tx, message, { type: 'lostSight' })
  await updateQueueRow(tx, row.messageId, { dueAtMs })
}

/** Left in `sending` without anybody at work on it. Read anew: what was seen of it may be older than its outcome. */
export async function abandoned(tx: Write, id: MessageId, dueAtMs: number): Promise<void> {
  const row = await queueRow(tx, id)
  const message = row && (await messageById(tx, id))
  if (row && message?.delivery?.state === 'sending') await lostSight(tx, row, message, dueAtMs)
}

/** The chat does not show it. A webhook may have told of it all the same: then that is it, and nothing is sent again. */
export async function absent(
  tx: Write,
  source: IngestSource,
  row: QueueRow,
  message: StoredMessage,
  dueAtMs: number,
): Promise<void> {
  if (await isWithdrawn(tx, row)) return
  if (await adoptHeld(tx, source, row, message)) return
  await move(tx, message, { type: 'absent' })
  await updateQueueRow(tx, row.messageId, { dueAtMs })
  await releaseHeld(tx, source, row)
}

/** Before trying again: did the channel tell of it after all, later than anyone could wait for? */
export async function adoptHeld(
  tx: Write,
  source: IngestSource,
  row: QueueRow,
  message: StoredMessage,
): Promise<boolean> {
  const held = await heldOf(tx, row.chatId)
  const ours = held.find((candidate) => couldBeSame(message.content, candidate.content))
  if (ours) await accepted(tx, source, row, message, ours.externalId, ours.atMs)
  return ours !== undefined
}

export async function readLater(tx: Write, row: QueueRow, dueAtMs: number): Promise<void> {
  await updateQueueRow(tx, row.messageId, { dueAtMs, attempts: row.attempts + 1 })
}

/** The channel was removed while the request was under way: the message has failed with that reason. */
async function isWithdrawn(tx: Write, row: QueueRow): Promise<boolean> {
  return (await queueRow(tx, row.messageId)) === null
}

async function leave(tx: Write, source: IngestSource, row: QueueRow): Promise<void> {
  await dequeue(tx, row.messageId)
  await releaseHeld(tx, source, row)
  await refreshChat(tx, row.chatId)
}

async function releaseHeld(tx: Write, source: IngestSource, row: QueueRow): Promise<void> {
  const held = await takeHeld(tx, row.chatId)
  if (held.length > 0) await ingestMessages(tx, source, { id: row.chatId }, held)
}

async function move(tx: Write, message: StoredMessage, event: DeliveryEvent): Promise<Delivery> {
  const step = advanceDelivery(message.delivery ?? { state: 'queued', nextTryAtMs: null }, event)
  if (step.outcome === 'unexpected') {
    throw new Error(`Message ${message.id} is ${step.delivery.state}, which does not go with ${event.type}.`)
  }
  await updateMessage(tx, message.id, { delivery: step.delivery })
  // The list shows the last message's state.
  tx.changed('chat', message.chatId)
  return step.delivery
}
