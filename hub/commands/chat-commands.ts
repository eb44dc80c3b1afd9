import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'

import { normalisePhone } from '../clients/normalise-phone'
import { addAction } from '../store/channel-actions'
import { chatById, chatsOfClient, markChatUnread } from '../store/chats'
import { updateClient } from '../store/clients'
import { markMessagesRead, messageById } from '../store/messages'
import type { Write } from '../store/store'
import type { CommandContext } from './command-context'
import { refusal } from './refusal'

export async function markRead(
  tx: Write,
  context: CommandContext,
  args: CommandArgs<'markRead'>,
): Promise<CommandRefusal | null> {
  const chat = await chatById(tx, args.chatId)
  if (!chat) return refusal('unknownChat')
  const upTo = args.upToMessageId ? await messageById(tx, args.upToMessageId) : null
  if (args.upToMessageId && upTo?.chatId !== chat.id) return refusal('unknownMessage')
  const marked = await markMessagesRead(tx, chat.id, upTo)
  if (marked === 0 && !chat.isMarkedUnread) return null
  await markChatUnread(tx, chat.id, false)
  // The mark was ours alone.
  if (marked === 0) return null
  // A response by telephone is marked as seen on the platform though there is no conversation.
  if (chat.access !== 'open' && chat.access !== 'noChat') return null
  await addAction(tx, {
    id: context.newId(),
    channelId: chat.channelId,
    chatId: chat.id,
    action: { kind: 'markRead' },
    actionKey: `markRead ${chat.id}`,
    dueAtMs: tx.nowMs,
  })
  return null
}

/** For whoever comes next (spec M24). The platform keeps what it knows: the client is not told of it. */
export async function markUnread(tx: Write, args: CommandArgs<'markUnread'>): Promise<CommandRefusal | null> {
  const chat = await chatById(tx, args.chatId)
  if (!chat) return refusal('unknownChat')
  if (chat.unread === 0) await markChatUnread(tx, chat.id, true)
  return null
}

export async function setClientPhone(tx: Write, args: CommandArgs<'setClientPhone'>): Promise<CommandRefusal | null> {
  const chat = await chatById(tx, args.chatId)
  if (!chat) return refusal('unknownChat')
  const phone = args.phone === null || args.phone.trim() === '' ? null : normalisePhone(args.phone)
  if (phone === null && args.phone !== null && args.phone.trim() !== '') return refusal('invalid', 'not a phone number')
  await updateClient(tx, chat.clientId, { phone })
  for (const id of await chatsOfClient(tx, chat.clientId)) tx.changed('chat', id)
  return null
}
