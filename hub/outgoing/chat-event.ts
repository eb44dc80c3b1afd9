import type { ChatEvent } from '#shared/domain/chat-event'
import type { ChatId, MessageId } from '#shared/domain/ids'

import { refreshChat } from '../store/chats'
import { insertMessage, timeBelowAll } from '../store/messages'
import type { Write } from '../store/store'

/** Writes into the timeline what happened to the conversation; `atMs`: where the other side has it too, its time there. */
export async function tellChatEvent(
  tx: Write,
  id: MessageId,
  chatId: ChatId,
  event: ChatEvent,
  atMs: number | null = null,
): Promise<void> {
  await insertMessage(tx, {
    id,
    chatId,
    externalId: null,
    atMs: atMs ?? (await timeBelowAll(tx, chatId, tx.nowMs)),
    direction: 'system',
    author: { kind: 'system' },
    content: { kind: 'chatEvent', event },
    quote: null,
    delivery: null,
    deletableUntilMs: null,
    editableUntilMs: null,
    editedAtMs: null,
    isRead: true,
  })
  await refreshChat(tx, chatId)
}
