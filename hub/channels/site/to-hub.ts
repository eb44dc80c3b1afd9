import type { SiteConversation, SiteMessage } from '../../store/site-messages'
import type { SiteVisitor } from '../../store/site-people'
import type { IngestedChat, IngestedMessage } from '../channel'

/** What stands in the book, as a driver tells it to the hub. */
export function chatOf(conversation: SiteConversation, visitor: SiteVisitor): IngestedChat {
  const { title } = conversation
  return {
    externalId: conversation.id,
    clientExternalId: visitor.id,
    clientName: visitor.name,
    avatarFileId: null,
    subject: title === null ? null : { kind: 'vacancy', title, price: null, url: null, imageUrl: null },
    createdAtMs: conversation.createdAtMs,
    access: visitor.isBlocked ? 'blocked' : conversation.isLeft ? 'left' : 'open',
    isWithoutVacancy: title === null,
  }
}

/** `null`: there is nothing to tell: taken back, or of a call that the hub itself has told of. */
export function messageOf({
  message,
  visitor,
}: {
  readonly message: SiteMessage
  readonly visitor: SiteVisitor
}): IngestedMessage | null {
  const { content, direction } = message
  if (!content || content.kind === 'missedCall') return null
  return {
    chatExternalId: message.conversationId,
    externalId: message.id,
    atMs: message.atMs,
    direction,
    authorName: direction === 'in' ? visitor.name : null,
    content,
    quote: null,
    readAtMs: direction === 'out' ? message.readAtMs : null,
    isDelivered: message.deliveredAtMs !== null,
    isReadByUs: direction === 'in' && message.readAtMs !== null,
    isBackfill: false,
  }
}
