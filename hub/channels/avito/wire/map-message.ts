import type { MessageContent } from '#shared/domain/message'

import type { IngestedMessage } from '../../channel'
import { pickImage, type SizedImage } from './map-chat'
import { contents, type WireMessage } from './schemas'

/** Content as the platform gives it: pictures and sounds still have to be fetched. */
export type RawContent =
  | { readonly kind: 'ready'; readonly content: MessageContent }
  | { readonly kind: 'image'; readonly image: SizedImage }
  | { readonly kind: 'voice'; readonly voiceId: string }

/** Avito itself writes under these (facts file, `author_id`). */
const SYSTEM_AUTHORS: ReadonlySet<number> = new Set([0, 1])

/** Where a person sees what the API keeps to itself. */
const MESSENGER_PAGE = 'https://www.avito.ru/profile/messenger'

export function mapContent(type: string, content: unknown): RawContent {
  switch (type) {
    case 'text': {
      const parsed = contents.text.safeParse(content)
      return parsed.success ? ready({ kind: 'text', text: parsed.data.text }) : unsupported(type)
    }
    case 'system': {
      const parsed = contents.text.safeParse(content)
      return parsed.success ? ready({ kind: 'system', text: parsed.data.text }) : unsupported(type)
    }
    case 'image': {
      const parsed = contents.image.safeParse(content)
      const image = parsed.success ? pickImage(parsed.data.image.sizes, Number.POSITIVE_INFINITY) : null
      return image ? { kind: 'image', image } : unsupported(type)
    }
    case 'voice': {
      const parsed = contents.voice.safeParse(content)
      return parsed.success ? { kind: 'voice', voiceId: parsed.data.voice.voice_id } : unsupported(type)
    }
    case 'link': {
      const parsed = contents.link.safeParse(content)
      if (!parsed.success) return unsupported(type)
      const { text, url, preview } = parsed.data.link
      return ready({
        kind: 'link',
        text: text ?? url,
        url,
        title: preview?.title ?? null,
        description: preview?.description ?? null,
      })
    }
    case 'item': {
      const parsed = contents.item.safeParse(content)
      if (!parsed.success) return unsupported(type)
      const { title, price_string: price, item_url: url, image_url: imageUrl } = parsed.data.item
      return ready({ kind: 'item', title, price: price ?? null, url: url ?? null, imageUrl: imageUrl ?? null })
    }
    case 'location': {
      const parsed = contents.location.safeParse(content)
      if (!parsed.success) return unsupported(type)
      const { title, text, lat, lon } = parsed.data.location
      return ready({ kind: 'location', title: title ?? '', text: text ?? null, lat, lon })
    }
    case 'call': {
      const parsed = contents.call.safeParse(content)
      return parsed.success ? ready({ kind: 'channelCall', status: parsed.data.call.status }) : unsupported(type)
    }
    case 'deleted':
      return ready({ kind: 'deleted' })
    default:
      return unsupported(type)
  }
}

export function mapMessage(
  wire: WireMessage,
  chatExternalId: string,
  clientName: string,
  content: MessageContent,
  isBackfill: boolean,
): IngestedMessage {
  const direction = directionOf(wire)
  return {
    chatExternalId,
    externalId: wire.id,
    atMs: wire.created * 1000,
    direction,
    authorName: direction === 'in' && clientName !== '' ? clientName : null,
    content,
    quote: wire.quote ? { authorName: null, content: quotedContent(wire.quote.type, wire.quote.content) } : null,
    readAtMs: direction === 'out' && typeof wire.read === 'number' ? wire.read * 1000 : null,
    // Where the platform does not tell, what is there at the first look counts as seen.
    isReadByUs: wire.is_read ?? isBackfill,
    isBackfill,
  }
}

export function directionOf(wire: WireMessage): IngestedMessage['direction'] {
  if (wire.type === 'system' || (typeof wire.author_id === 'number' && SYSTEM_AUTHORS.has(wire.author_id)))
    return 'system'
  return wire.direction ?? 'in'
}

/** A quoted picture or sound is named, not fetched: the message that it quotes stands in the same chat. */
function quotedContent(type: string, content: unknown): MessageContent {
  const raw = mapContent(type, content)
  if (raw.kind === 'ready') return raw.content
  return { kind: 'unsupported', externalType: type, openUrl: raw.kind === 'image' ? raw.image.url : null }
}

function ready(content: MessageContent): RawContent {
  return { kind: 'ready', content }
}

function unsupported(externalType: string): RawContent {
  return ready({ kind: 'unsupported', externalType, openUrl: MESSENGER_PAGE })
}
