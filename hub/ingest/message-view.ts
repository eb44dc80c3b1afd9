import type { Capabilities } from '#shared/domain/capabilities'
import { advanceDelivery } from '#shared/domain/delivery.machine'
import type { ChatId } from '#shared/domain/ids'
import type { MessageAuthor, MessageContent } from '#shared/domain/message'

import type { IngestedMessage } from '../channels/channel'
import type { StoredMessage } from '../store/messages'
import type { Place } from './placement'

type Patch = Partial<
  Pick<
    StoredMessage,
    'content' | 'delivery' | 'deletableUntilMs' | 'editableUntilMs' | 'editedAtMs' | 'revision' | 'isRead'
  >
>

/** A message that the platform told of and nobody here wrote. */
export function newMessage(
  message: IngestedMessage,
  chatId: ChatId,
  place: Place,
  capabilities: Capabilities,
): StoredMessage {
  const { direction, content } = message
  return {
    ...place,
    chatId,
    externalId: message.externalId,
    direction,
    author: authorOf(message),
    content,
    quote: message.quote,
    delivery: direction === 'out' ? outsideDelivery(message) : null,
    ...revisableUntil(message, capabilities),
    editedAtMs: message.editedAtMs ?? null,
    isRead: (direction !== 'in' && content.kind !== 'response') || message.isReadByUs,
    isHistory: message.isBackfill,
  }
}

/** What the platform's present view adds to the stored message; `null` when it says nothing new. Forward only. */
export function newerView(stored: StoredMessage, seen: IngestedMessage, capabilities: Capabilities): Patch | null {
  const patch: { -readonly [K in keyof Patch]: Patch[K] } = {}
  const content = newerContent(stored.content, seen.content) ?? editedContent(stored, seen)
  if (content) patch.content = content
  // What could not be shown, and so not be changed, can be now.
  if (stored.content.kind === 'unsupported' && content) Object.assign(patch, revisableUntil(seen, capabilities))
  if (content?.kind === 'deleted') {
    if (stored.revision) patch.revision = null
    if (stored.deletableUntilMs !== null) patch.deletableUntilMs = null
    if (stored.editableUntilMs !== null) patch.editableUntilMs = null
  } else if (content && seen.editedAtMs != null) patch.editedAtMs = seen.editedAtMs
  if (seen.isReadByUs && !stored.isRead) patch.isRead = true
  if (stored.direction === 'out' && stored.delivery) {
    const accepted = advanceDelivery(stored.delivery, { type: 'accepted' })
    const arrived = seen.isDelivered ? advanceDelivery(accepted.delivery, { type: 'deliveredThere' }) : accepted
    const read =
      seen.readAtMs === null
        ? arrived
        : advanceDelivery(arrived.delivery, { type: 'readThere', readAtMs: seen.readAtMs })
    if (read.delivery !== stored.delivery) patch.delivery = read.delivery
  }
  return Object.keys(patch).length > 0 ? patch : null
}

/** Until when an own message can be deleted and its text changed, where the platform allows it at all. */
export function revisableUntil(
  message: Pick<IngestedMessage, 'direction' | 'content' | 'atMs' | 'revision'>,
  { deletion, editing }: Capabilities,
): Pick<StoredMessage, 'deletableUntilMs' | 'editableUntilMs'> {
  const { direction, content, atMs, revision = 'allowed' } = message
  const isOpen = direction === 'out' && content.kind !== 'deleted' && revision === 'allowed'
  return {
    deletableUntilMs: isOpen && deletion ? atMs + deletion.withinMs : null,
    editableUntilMs: isOpen && editing && content.kind === 'text' ? atMs + editing.withinMs : null,
  }
}

/**
 * The newest change of a text wins, both by the platform's clock; what it does not date is not newer. Within one second
 * of it what is seen is the later one: it is read again after each change.
 */
function editedContent(stored: StoredMessage, seen: IngestedMessage): MessageContent | null {
  if (stored.content.kind !== 'text' || seen.content.kind !== 'text' || seen.editedAtMs == null) return null
  const beforeMs = stored.editedAtMs ?? 0
  const isSameText = stored.content.text === seen.content.text
  return seen.editedAtMs > beforeMs || (seen.editedAtMs === beforeMs && !isSameText) ? seen.content : null
}

function newerContent(stored: MessageContent, seen: MessageContent): MessageContent | null {
  if (stored.kind === 'deleted') return null
  if (seen.kind === 'deleted') return seen
  if (stored.kind === 'voice' && seen.kind === 'voice') {
    const isFurther = stored.state === 'fetching' && seen.state !== 'fetching'
    return isFurther || (stored.state === 'lost' && seen.state === 'kept') ? seen : null
  }
  // The vacancy's name could not be had at first.
  if (stored.kind === 'response')
    return stored.vacancyTitle === '' && seen.kind === 'response' && seen.vacancyTitle !== '' ? seen : null
  // A type that an older driver could not show, shown by a newer one.
  return stored.kind === 'unsupported' && seen.kind !== 'unsupported' ? seen : null
}

function authorOf(message: IngestedMessage): MessageAuthor {
  if (message.direction === 'system') return { kind: 'system' }
  if (message.revision === 'stage') return { kind: 'rule', rule: 'stage' }
  if (message.direction === 'out') return { kind: 'outside' }
  return { kind: 'client', name: message.authorName ?? '' }
}

function outsideDelivery({ readAtMs, isDelivered }: IngestedMessage): StoredMessage['delivery'] {
  if (readAtMs !== null) return { state: 'read', readAtMs }
  return { state: isDelivered ? 'delivered' : 'sent' }
}
