import type { FileId } from '#shared/domain/ids'

import type { FindSentResult, OutgoingMessage } from '../channel'
import { parseEach } from '../platform/http/parse'
import { MAX_OFFSET } from './api'
import { ownText } from './chat-reader'
import { requireUserId, type DriverContext } from './driver-context'
import { actionResultOf, type Failure } from '../platform/failure'
import type { MessageSender } from './message-sender'
import { directionOf } from './wire/map-message'
import { contents, wireMessage, type WireMessage } from './wire/schemas'

const PAGE_SIZE = 50
/** The platform has whole seconds and its own clock. */
const CLOCK_TOLERANCE_MS = 3000

/** Reads the chat back after a lost answer: was the message accepted after all? */
export class SentFinder {
  constructor(
    private readonly context: DriverContext,
    private readonly sender: MessageSender,
  ) {}

  async find(message: OutgoingMessage, notBeforeMs: number, knownIds: ReadonlySet<string>): Promise<FindSentResult> {
    const user = await requireUserId(this.context)
    if (!user.ok) return cannotTell(user.error)
    const oldestMs = this.context.platformClock.fromLocal(notBeforeMs) - CLOCK_TOLERANCE_MS
    const candidates: WireMessage[] = []
    for (let offset = 0; offset <= MAX_OFFSET; offset += PAGE_SIZE) {
      const answer = await this.context.api.messages(
        user.value,
        message.chatExternalId,
        { limit: PAGE_SIZE, offset },
        'interactive',
      )
      if (!answer.ok) return answer.error.kind === 'notFound' ? { kind: 'absent' } : cannotTell(answer.error)
      const { parsed } = parseEach(answer.value.messages, wireMessage)
      candidates.push(...parsed.filter((found) => this.isTheOne(found, message, oldestMs, knownIds)))
      const isPast = parsed.some((found) => found.created * 1000 < oldestMs)
      if (isPast || parsed.length < PAGE_SIZE) break
    }
    // The oldest: of several equal messages this one was sent first. Listed newest first, also within a second.
    const found = candidates.reverse().sort((a, b) => a.created - b.created)[0]
    if (found) return { kind: 'found', externalId: found.id, atMs: found.created * 1000 }
    const waitMs = this.sender.settleLeftMs(message.chatExternalId)
    if (waitMs > 0) return { kind: 'cannotTell', retryAfterMs: waitMs, detail: 'the chat may not show it yet' }
    return { kind: 'absent' }
  }

  private isTheOne(
    found: WireMessage,
    { content, chatExternalId }: OutgoingMessage,
    oldestMs: number,
    knownIds: ReadonlySet<string>,
  ): boolean {
    if (directionOf(found) !== 'out' || knownIds.has(found.id) || found.created * 1000 < oldestMs) return false
    if (content.kind === 'text') return ownText(found) === content.text
    return found.type === 'image' && this.isImage(found, chatExternalId, content.fileId)
  }

  /** By the id that the upload gave: it stands in the addresses of the picture. */
  private isImage(found: WireMessage, chatId: string, fileId: FileId): boolean {
    const parsed = contents.image.safeParse(found.content)
    if (!parsed.success) return false
    const urls = Object.values(parsed.data.image.sizes)
    const uploads = this.context.state.value.sentImages.filter(
      (sent) => sent.chatId === chatId && sent.fileId === fileId,
    )
    const byId = uploads.some(({ imageId }) => urls.some((url) => url.includes(imageId)))
    // Whether real addresses carry the id is not documented. If none of ours does, an unknown picture of ours after
    // the attempt is taken for it: sending twice would be the worse mistake.
    return byId || !urls.some((url) => this.context.state.value.sentImages.some((sent) => url.includes(sent.imageId)))
  }
}

function cannotTell(failure: Failure): FindSentResult {
  const result = actionResultOf(failure)
  return result.kind === 'retry'
    ? { kind: 'cannotTell', retryAfterMs: result.retryAfterMs, detail: result.detail }
    : { kind: 'cannotTell', retryAfterMs: null, detail: result.reason }
}
