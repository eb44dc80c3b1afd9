import type { IngestedMessage } from '../channels/channel'
import type { StoredChat } from '../store/chats'

/**
 * What a blocked person writes all the same (the platform has not heard of the block yet, or lets it through) is kept and
 * reaches no agent (spec M7): nothing is unread, nobody is alerted, no case begins or goes on by it.
 */
export function quietIfBlocked(
  { access }: Pick<StoredChat, 'access'>,
  messages: readonly IngestedMessage[],
): readonly IngestedMessage[] {
  if (access !== 'blocked') return messages
  return messages.map((message) =>
    message.direction === 'in' ? { ...message, isBackfill: true, isReadByUs: true } : message,
  )
}
