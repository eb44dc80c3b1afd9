import type { MessageId } from '#shared/domain/ids'

import type { NewId } from '../ids'
import { tellChatEvent } from '../outgoing/chat-event'
import { chatByExternalId } from '../store/chats'
import { claimMailed } from '../store/missed-calls'
import type { Write } from '../store/store'

/** The desks learn that a letter told the visitor of calls, once for each call (spec K7). */
export async function tellCallsMailed(tx: Write, newId: NewId, visitorId: string, upTo: number): Promise<void> {
  for (const { channelId, conversationId } of await claimMailed(tx, visitorId, upTo)) {
    const chat = await chatByExternalId(tx, channelId, conversationId)
    if (chat) await tellChatEvent(tx, newId<MessageId>(), chat.id, { kind: 'missedCallTold', how: 'email' })
  }
}
