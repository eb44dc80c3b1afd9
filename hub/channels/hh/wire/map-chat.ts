import type { ReadOnlyReason } from '#shared/domain/chat'

import type { IngestedChat } from '../../channel'
import type { WireChat, WireChatItem, WireMessage } from './schemas'

/** Correspondence with candidates; the others are with hh.ru itself (facts/hh.md §6). */
const WITH_CANDIDATES: ReadonlySet<string> = new Set(['NEGOTIATION', 'COMMON'])

export function isWithCandidate({ type }: Pick<WireChat, 'type'>): boolean {
  return WITH_CANDIDATES.has(type)
}

export interface ChatDetails {
  /** `null`: hidden or not known. */
  readonly resumeId: string | null
  readonly isLeft: boolean
  /** As far as known from the response. */
  readonly before: IngestedChat | null
}

export function mapChat(wire: WireChat, { resumeId, isLeft, before }: ChatDetails): IngestedChat {
  const isWithoutVacancy = wire.vacancy_id == null
  return {
    externalId: wire.id,
    clientExternalId: clientOf(resumeId, wire.id),
    clientName: wire.display.title !== '' ? wire.display.title : (before?.clientName ?? ''),
    avatarFileId: before?.avatarFileId ?? null,
    subject: before?.subject ?? null,
    createdAtMs: wire.creation_time,
    ...accessOf(wire, isLeft),
    isWithoutVacancy,
    // Whoever can be written to about no vacancy has opened contacts (§6, row 12).
    ...(isWithoutVacancy ? { reach: 'openContacts' } : before?.reach ? { reach: before.reach } : {}),
    ...(before?.response ? { response: before.response } : {}),
  }
}

export function clientOf(resumeId: string | null, chatId: string): string {
  return resumeId === null ? `chat:${chatId}` : `resume:${resumeId}`
}

const READ_ONLY = new Map<string, ReadOnlyReason>([
  ['ARCHIVED_BY_EMPLOYER', 'archived'],
  ['EMPLOYER_NEGOTIATIONS_LIMIT_EXCEEDED', 'limitReached'],
  ['PFP_BLOCK', 'closedByPlatform'],
])

function accessOf(wire: WireChat, isLeft: boolean): Pick<IngestedChat, 'access' | 'readOnlyReason'> {
  if (isLeft) return { access: 'left' }
  const state = wire.chat_states?.write_message_state
  if (state?.allowed !== false && wire.block_reason == null) return { access: 'open' }
  return { access: 'readOnly', readOnlyReason: READ_ONLY.get(state?.reason ?? '') ?? 'closedByPlatform' }
}

/** Changes with whatever the list shows of a chat: news, reading on either side, an edit of the last message. */
export function signatureOf(item: WireChatItem): string {
  const last = item.last_message
  const said = last?.payload.text ?? last?.payload.attachments?.[0]?.url ?? ''
  return [last?.id ?? '', item.unread_message_count, last?.viewed_by_opponent ?? '', item.block_reason ?? '', said]
    .join('|')
    .slice(0, 200)
}

/** The list entry has no order that is documented for a page asked for backwards: by time, then as they were numbered. */
export function oldestFirst(messages: readonly WireMessage[]): WireMessage[] {
  return messages.toSorted((a, b) => a.creation_time - b.creation_time || compareIds(a.id, b.id))
}

export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}
