import type { MessageContent } from '#shared/domain/message'

import type { IngestedMessage } from '../../channel'
import type { WireMessage } from './schemas'

/** Content as the platform gives it: pictures and files still have to be fetched. */
export type RawContent =
  | { readonly kind: 'ready'; readonly content: MessageContent }
  | { readonly kind: 'attachment'; readonly title: string; readonly mimeType: string; readonly url: string }

export interface MessageDetails {
  readonly chatExternalId: string
  readonly clientName: string
  readonly isHistory: boolean
  readonly nowMs: number
  /** It went with a stage (spec M12). */
  readonly isOfStage: boolean
  /** Ids of all messages of its second, the oldest first. */
  readonly moment: readonly string[]
}

export function rawContentOf({ type, payload, sender_display_info: sender }: WireMessage): RawContent {
  const { text, attachments, moved_participant: moved } = payload
  if (type === 'PARTICIPANT_LEFT' || type === 'PARTICIPANT_JOINED') {
    const kind = type === 'PARTICIPANT_LEFT' ? 'participantLeft' : 'participantJoined'
    return ready({ kind: 'chatEvent', event: { kind, name: moved?.name ?? sender?.name ?? '' } })
  }
  if (type !== 'SIMPLE') return ready({ kind: 'unsupported', externalType: type, openUrl: null })
  const [file] = attachments ?? []
  if (file) return { kind: 'attachment', title: file.title, mimeType: file.content_type.toLowerCase(), url: file.url }
  // A stub of what was deleted, if the platform leaves one (§6: not documented).
  if (text == null || text === '') return ready({ kind: 'deleted' })
  return ready(sender?.role === 'BOT' ? { kind: 'system', text } : { kind: 'text', text })
}

export function directionOf({ type, sender_display_info: sender }: WireMessage): IngestedMessage['direction'] {
  if (type !== 'SIMPLE' || sender?.role === 'BOT') return 'system'
  return sender?.role === 'EMPLOYER' || sender?.is_current_participant === true ? 'out' : 'in'
}

export function mapMessage(wire: WireMessage, content: MessageContent, details: MessageDetails): IngestedMessage {
  const direction = directionOf(wire)
  const { chatExternalId, clientName, isHistory, nowMs, isOfStage, moment } = details
  const revision = isOfStage ? 'stage' : wire.can_edit ? 'allowed' : 'closed'
  return {
    chatExternalId,
    externalId: wire.id,
    atMs: wire.creation_time,
    ...(moment.length > 1 ? { moment } : {}),
    direction,
    authorName: direction === 'in' ? (wire.sender_display_info?.name ?? (clientName || null)) : null,
    content,
    quote: null,
    editedAtMs: content.kind !== 'text' ? null : (wire.last_change_time ?? null),
    ...(direction === 'out' ? { revision } : {}),
    // Only that it was read is told, not when.
    readAtMs: direction !== 'out' || !wire.viewed_by_opponent ? null : isHistory ? wire.creation_time : nowMs,
    isReadByUs: direction !== 'in' || wire.viewed_by_opponent,
    isBackfill: isHistory,
  }
}

/** By second, the ids of its messages, the oldest first: the platform's times are whole seconds. */
export function momentsOf(ordered: readonly WireMessage[]): ReadonlyMap<number, readonly string[]> {
  const moments = new Map<number, string[]>()
  for (const { id, creation_time: atMs } of ordered) {
    const moment = moments.get(atMs)
    if (moment) moment.push(id)
    else moments.set(atMs, [id])
  }
  return moments
}

function ready(content: MessageContent): RawContent {
  return { kind: 'ready', content }
}
