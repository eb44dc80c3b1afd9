import type { PortalConversation, PortalFrame, PortalMessage } from '#shared/contract/portal'

/** What the page shows of the hub. Pure: frames in, the next picture out. */
export interface Talk {
  readonly company: string
  readonly greeting: string
  readonly canBegin: boolean
  /** May the visitor leave an address to hear of answers? */
  readonly canNotify: boolean
  /** The one that is kept. */
  readonly email: string | null
  readonly conversations: readonly PortalConversation[]
  /** Oldest first, of the open conversation. */
  readonly messages: readonly PortalMessage[]
  readonly hasMore: boolean
  readonly openId: string | null
}

export const NO_TALK: Talk = {
  company: '',
  greeting: '',
  canBegin: true,
  canNotify: false,
  email: null,
  conversations: [],
  messages: [],
  hasMore: false,
  openId: null,
}

export function afterFrame(talk: Talk, frame: PortalFrame): Talk {
  switch (frame.type) {
    case 'welcome': {
      const { company, greeting, canBegin, conversations, canNotify, email } = frame
      return { ...talk, company, greeting, canBegin, conversations, canNotify, email }
    }
    case 'history': {
      if (frame.conversationId !== talk.openId) return talk
      const messages = frame.isNewest ? frame.messages : [...frame.messages, ...talk.messages]
      return { ...talk, messages: inOrder(messages), hasMore: frame.hasMore }
    }
    case 'messages': {
      const removed = new Set(frame.removed)
      const news = frame.messages.filter(({ conversationId }) => conversationId === talk.openId)
      const replaced = new Set(news.map(({ id }) => id))
      const kept = talk.messages.filter(({ id }) => !removed.has(id) && !replaced.has(id))
      return { ...talk, messages: inOrder([...kept, ...news]) }
    }
    case 'conversation': {
      const others = talk.conversations.filter(({ id }) => id !== frame.conversation.id)
      const conversations = [frame.conversation, ...others].sort((a, b) => b.lastAtMs - a.lastAtMs)
      return { ...talk, conversations, canBegin: frame.conversation.state !== 'blocked' }
    }
    case 'email':
      return { ...talk, email: frame.email }
    case 'accepted':
    case 'refused':
    case 'typing':
    case 'push':
    case 'call':
    case 'callOffer':
    case 'callOver':
    case 'pong':
      return talk
  }
}

export function opened(talk: Talk, openId: string | null): Talk {
  return talk.openId === openId ? talk : { ...talk, openId, messages: [], hasMore: false }
}

export function unreadOf({ conversations }: Talk): number {
  return conversations.reduce((sum, { unread }) => sum + unread, 0)
}

function inOrder(messages: readonly PortalMessage[]): readonly PortalMessage[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  return [...byId.values()].sort((a, b) => a.atMs - b.atMs)
}
