import type { MessageId } from '#shared/domain/ids'

import type { NewId } from '../ids'
import { chatByExternalId } from '../store/chats'
import { claimToldBy, type ToldUpTo } from '../store/missed-calls'
import type { Write } from '../store/store'
import { tellChatEvent } from './chat-event'

/** The desks learn that a letter or a push told the visitor of calls, once for each call and way (spec K7). */
export async function tellCallsTold(tx: Write, newId: NewId, how: 'email' | 'push', told: ToldUpTo): Promise<void> {
  for (const { channelId, conversationId } of await claimToldBy(tx, how, told)) {
    const chat = await chatByExternalId(tx, channelId, conversationId)
    if (chat) await tellChatEvent(tx, newId<MessageId>(), chat.id, { kind: 'missedCallTold', how })
  }
}
