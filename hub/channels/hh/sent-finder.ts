import { ok } from '#shared/lib/result'

import type { FindSentResult, OutgoingMessage } from '../channel'
import { actionResultOf, type Asked } from '../platform/failure'
import { parseEach } from '../platform/http/parse'
import type { HhContext } from './driver-context'
import type { MessageSender } from './message-sender'
import { oldestFirst } from './wire/map-chat'
import { rawContentOf } from './wire/map-message'
import { wireMessage, type WireMessage } from './wire/schemas'

/** The platform has whole seconds and its own clock. */
const CLOCK_TOLERANCE_MS = 3000

/** Reads the chat back after a lost answer: was the message accepted after all? */
export class SentFinder {
  constructor(
    private readonly context: HhContext,
    private readonly sender: MessageSender,
  ) {}

  async find(message: OutgoingMessage, notBeforeMs: number, knownIds: ReadonlySet<string>): Promise<FindSentResult> {
    const sinceMs = this.context.platformClock.fromLocal(notBeforeMs) - CLOCK_TOLERANCE_MS
    const own = await this.ownSince(message.chatExternalId, sinceMs)
    if (!own.ok) {
      if (own.error.kind === 'notFound') return { kind: 'absent' }
      const result = actionResultOf(own.error)
      return result.kind === 'retry'
        ? { kind: 'cannotTell', retryAfterMs: result.retryAfterMs, detail: result.detail }
        : { kind: 'cannotTell', retryAfterMs: null, detail: result.reason }
    }
    // The oldest: of several equal messages this one was sent first.
    const found = own.value.find((candidate) => !knownIds.has(candidate.id) && this.isTheOne(candidate, message))
    if (found) return { kind: 'found', externalId: found.id, atMs: found.creation_time }
    this.sender.noteAbsent(message.id)
    return { kind: 'absent' }
  }

  /** What this account wrote since, the oldest first. */
  async ownSince(chatId: string, sinceMs: number): Asked<readonly WireMessage[]> {
    const found = new Map<string, WireMessage>()
    for (let startId: string | null = null; ;) {
      const page = await this.context.api.messages(chatId, startId, 'interactive')
      if (!page.ok) return page
      const { parsed } = parseEach(page.value.messages, wireMessage)
      const before = found.size
      for (const message of parsed) found.set(message.id, message)
      const [oldest] = oldestFirst(parsed)
      if (!oldest || !page.value.has_more || oldest.creation_time < sinceMs || found.size === before) break
      startId = oldest.id
    }
    const own = [...found.values()].filter(
      ({ sender_display_info: sender, creation_time: atMs }) =>
        sender?.is_current_participant === true && atMs >= sinceMs,
    )
    return ok(oldestFirst(own))
  }

  private isTheOne(found: WireMessage, { id, content }: OutgoingMessage): boolean {
    const raw = rawContentOf(found)
    if (content.kind === 'text')
      return raw.kind === 'ready' && raw.content.kind === 'text' && raw.content.text === content.text
    if (raw.kind !== 'attachment') return false
    const name = this.context.state.value.sentFiles.find(({ messageId }) => messageId === id)?.name
    // Whether the platform keeps the name is not documented: once it says that it has the picture, any will be it.
    return raw.title === name || this.sender.isAccepted(id)
  }
}
