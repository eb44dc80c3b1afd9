import type { PortalConversation, PortalMessage } from '#shared/contract/portal'

import type { ConversationSummary, SiteMessage } from '../../store/site-messages'
import type { SiteContent } from '../../store/site-schema'

const LAST_TEXT_LENGTH = 200

/** `null`: taken back, and gone without a trace. */
export function presentMessage(message: SiteMessage): PortalMessage | null {
  const { id, conversationId, atMs, direction, content, editedAtMs, readAtMs } = message
  if (!content) return null
  const isMine = direction === 'in'
  return {
    id,
    conversationId,
    atMs,
    isMine,
    content: presentContent(content),
    editedAtMs,
    isRead: isMine && readAtMs !== null,
  }
}

export function presentConversation(summary: ConversationSummary): PortalConversation {
  const { id, title, isLeft, isBlocked, lastAtMs, lastContent, unread } = summary
  return {
    id,
    title,
    state: isBlocked ? 'blocked' : isLeft ? 'left' : 'open',
    lastAtMs,
    ...(lastContent?.kind === 'missedCall' ? { isLastMissedCall: true } : {}),
    lastText: [...lastTextOf(lastContent)].slice(0, LAST_TEXT_LENGTH).join(''),
    unread,
  }
}

function lastTextOf(content: SiteContent | null): string {
  switch (content?.kind) {
    case undefined:
    case 'missedCall':
      return ''
    case 'text':
      return content.text
    case 'image':
    case 'file':
      return content.name ?? ''
  }
}

function presentContent(content: SiteContent): PortalMessage['content'] {
  switch (content.kind) {
    case 'text':
      return { kind: 'text', text: content.text }
    case 'image': {
      const { fileId, width, height, bytes, name } = content
      return { kind: 'image', fileId, width, height, bytes: bytes ?? 0, name: name ?? '' }
    }
    case 'file': {
      const { fileId, name, bytes } = content
      return { kind: 'file', fileId, name, bytes }
    }
    case 'missedCall':
      return content
  }
}
