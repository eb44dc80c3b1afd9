import type { AgentId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import type { NewsKind } from '../data/desk-data'
import type { UnreadOfChat } from '../data/feed.repository'

/** What a message is to the person at this desk; `null`: nothing to be told of. */
export function judgeNews(message: Message, unread: UnreadOfChat): NewsKind | null {
  const { meId } = unread
  const { content, author } = message
  if (message.direction === 'in') return unread.ids.has(message.id) && concernsMe(unread) ? 'message' : null
  switch (content.kind) {
    case 'response':
      // What the channel does not pass on (spec Q10) is no work yet.
      return unread.chat.case.state.kind !== 'idle' && concernsMe(unread) ? 'response' : null
    case 'note': {
      const isOwn = author.kind === 'agent' && author.agentId === meId
      if (meId === null || isOwn || !content.mentions.includes(meId)) return null
      return content.between ? 'whisper' : 'mention'
    }
    case 'caseEvent': {
      const { event } = content
      if (event.kind === 'targetMissed') return meId !== null && event.tell.includes(meId) ? 'late' : null
      if (event.kind === 'transferred' && event.fromAgentId != null)
        return event.fromAgentId === meId && event.byAgentId !== meId ? 'taken' : null
      // Also what a colleague transfers is `assigned` to whoever gets it.
      const toMe = event.kind === 'assigned' && event.agentId === meId && event.how !== 'claimed'
      if (event.kind === 'snoozeEnded') return event.agentId === meId && isMine(unread, meId) ? 'returned' : null
      return toMe && isMine(unread, meId) ? 'assigned' : null
    }
    default:
      return null
  }
}

/** A colleague's case is the colleague's news, and a bot's is nobody's until it hands over. */
function concernsMe(unread: UnreadOfChat): boolean {
  const { state } = unread.chat.case
  if (unread.meId === null || state.kind === 'closed' || state.kind === 'idle') return true
  return isMine(unread, unread.meId) || unread.isOfMyQueue
}

function isMine({ chat }: UnreadOfChat, meId: AgentId | null): boolean {
  const { state } = chat.case
  return state.kind === 'assigned' && state.agentId === meId
}
