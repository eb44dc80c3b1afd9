import { textLength } from '#shared/domain/capabilities'
import type { MessageId } from '#shared/domain/ids'
import type { MessageAuthor } from '#shared/domain/message'

import type { NewId } from '../ids'
import type { StoredChat } from '../store/chats'
import { insertMessage, timeBelowAll } from '../store/messages'
import { enqueue } from '../store/outgoing'
import type { Write } from '../store/store'

/** What the strictest channel takes in one message (facts/avito-messenger.md: 1000 characters). */
const MAX_PART = 1000

/**
 * Writes to the client what a rule or a bot says, through the queue that everything goes through: exactly once, in
 * order. Answers whether anything can be said: a client who blocked us or a chat that is gone hears nothing.
 */
export async function say(
  tx: Write,
  newId: NewId,
  chat: Pick<StoredChat, 'id' | 'channelId' | 'access'>,
  author: Extract<MessageAuthor, { kind: 'rule' | 'bot' }>,
  text: string,
): Promise<boolean> {
  if (chat.access !== 'open') return false
  for (const part of partsOf(text)) {
    const messageId = newId<MessageId>()
    await insertMessage(tx, {
      id: messageId,
      chatId: chat.id,
      externalId: null,
      atMs: await timeBelowAll(tx, chat.id, tx.nowMs),
      direction: 'out',
      author,
      content: { kind: 'text', text: part },
      quote: null,
      delivery: { state: 'queued', nextTryAtMs: null },
      deletableUntilMs: null,
      editableUntilMs: null,
      editedAtMs: null,
      isRead: true,
    })
    await enqueue(tx, { messageId, chatId: chat.id, channelId: chat.channelId, dueAtMs: tx.nowMs })
  }
  return true
}

/** Nothing of a long text is lost: it goes in several messages, parted between lines or words where there are any. */
export function partsOf(text: string): readonly string[] {
  const parts: string[] = []
  let rest = text.trim()
  while (textLength(rest) > MAX_PART) {
    const head = [...rest].slice(0, MAX_PART).join('')
    const end = [head.lastIndexOf('\n'), head.lastIndexOf(' ')].find((at) => at > head.length / 2) ?? head.length
    parts.push(rest.slice(0, end).trim())
    rest = rest.slice(end).trim()
  }
  return rest === '' ? parts : [...parts, rest]
}
