import { isForLater } from '#shared/domain/delivery'
import { advanceDelivery } from '#shared/domain/delivery.machine'

import { agentAnswered } from '../cases/case-flow'
import type { NewId } from '../ids'
import { chatById, refreshChat } from '../store/chats'
import { timeBelowAll, updateMessage, type StoredMessage } from '../store/messages'
import { dequeue, dueScheduled, enqueue, queueRow } from '../store/outgoing'
import type { Write } from '../store/store'

/** Whatever was kept until now joins the queue, in the order of its times. Asked again it does nothing more. */
export async function releaseDue(tx: Write, newId: NewId): Promise<void> {
  for (const message of await dueScheduled(tx, tx.nowMs)) await releaseScheduled(tx, newId, message)
}

/**
 * Its time has come, or somebody will not wait for it. It stands behind what is queued already and below what was said
 * meanwhile; what was written for later is an answer from now on.
 */
export async function releaseScheduled(tx: Write, newId: NewId, message: StoredMessage): Promise<void> {
  const { delivery, author } = message
  const row = await queueRow(tx, message.id)
  const chat = await chatById(tx, message.chatId)
  if (!row || !chat || delivery?.state !== 'scheduled') return
  const wasForLater = isForLater(delivery.sendAtMs, message.atMs)
  await dequeue(tx, message.id)
  await enqueue(tx, { messageId: message.id, chatId: chat.id, channelId: row.channelId, dueAtMs: tx.nowMs })
  await updateMessage(tx, message.id, {
    delivery: advanceDelivery(delivery, { type: 'due' }).delivery,
    ...(wasForLater ? { atMs: await timeBelowAll(tx, chat.id, tx.nowMs) } : {}),
  })
  if (wasForLater && author.kind === 'agent') await agentAnswered(tx, newId, chat, author.agentId)
  await refreshChat(tx, chat.id)
}
