import type { MessageContent } from '#shared/domain/message'

/** What one line says of a message: its own words, or a catalogue key (`chats:preview.<key>`). */
export type Preview =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'key'; readonly key: PreviewKey }

export type PreviewKey =
  | 'image'
  | 'location'
  | 'channelCall'
  | 'voice'
  | 'callIncoming'
  | 'callOutgoing'
  | 'callMissed'
  | 'deleted'
  | 'unsupported'
  | 'response'
  | 'note'
  | 'caseEvent'
  | 'chatEvent'

export function previewOf(content: MessageContent): Preview {
  switch (content.kind) {
    case 'text':
    case 'system':
      return words(content.text)
    case 'link':
      return words(content.text || content.title || content.url)
    case 'item':
      return words(content.price ? `${content.title} · ${content.price}` : content.title)
    case 'file':
      return words(content.name)
    case 'image':
    case 'location':
    case 'voice':
    case 'deleted':
    case 'unsupported':
    case 'response':
    case 'note':
    case 'caseEvent':
    case 'chatEvent':
      return { kind: 'key', key: content.kind }
    case 'channelCall':
      return { kind: 'key', key: content.status === 'missed' ? 'callMissed' : 'channelCall' }
    case 'phoneCall':
      if (content.direction === 'outgoing') return { kind: 'key', key: 'callOutgoing' }
      return { kind: 'key', key: content.outcome === 'answered' ? 'callIncoming' : 'callMissed' }
  }
}

function words(text: string): Preview {
  return { kind: 'text', text: text.replace(/\s+/g, ' ').trim() }
}
