import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'
import { advanceDelivery, canDiscard } from '#shared/domain/delivery.machine'

import { chatById, refreshChat } from '../store/chats'
import { messageById, removeMessage, updateMessage } from '../store/messages'
import { dequeue, enqueue, queueRow } from '../store/outgoing'
import type { Write } from '../store/store'
import { releaseScheduled } from '../outgoing/scheduled'
import type { CommandContext } from './command-context'
import { refusal } from './refusal'
import { accessRefusal } from './send-message'

export async function retryMessage(
  tx: Write,
  context: CommandContext,
  args: CommandArgs<'retryMessage'>,
): Promise<CommandRefusal | null> {
  const message = await messageById(tx, args.messageId)
  if (!message) return refusal('unknownMessage')
  if (message.delivery?.state === 'scheduled') {
    await releaseScheduled(tx, context.newId, message)
    return null
  }
  if (message.delivery?.state !== 'failed') return refusal('wrongState')
  const chat = await chatById(tx, message.chatId)
  const closed = chat ? accessRefusal(chat) : refusal('unknownChat')
  if (!chat || closed) return closed
  await updateMessage(tx, message.id, { delivery: advanceDelivery(message.delivery, { type: 'retried' }).delivery })
  await enqueue(tx, { messageId: message.id, chatId: chat.id, channelId: chat.channelId, dueAtMs: tx.nowMs })
  await refreshChat(tx, chat.id)
  return null
}

export async function discardMessage(tx: Write, args: CommandArgs<'discardMessage'>): Promise<CommandRefusal | null> {
  const message = await messageById(tx, args.messageId)
  if (!message) return refusal('unknownMessage')
  if (!message.delivery || !canDiscard(message.delivery)) return refusal('wrongState')
  if (await queueRow(tx, message.id)) await dequeue(tx, message.id)
  await removeMessage(tx, message.id)
  await refreshChat(tx, message.chatId)
  return null
}
