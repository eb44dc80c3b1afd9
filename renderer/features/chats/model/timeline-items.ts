import type { MessageId } from '#shared/domain/ids'
import type { Message, MessageAuthor } from '#shared/domain/message'

/** Messages of one author further apart than this stand as two groups. */
const GROUP_GAP_MS = 5 * 60_000

/** One message and where it stands; items are 1:1 with messages, so that indices survive a page of history above. */
export interface TimelineItem {
  readonly message: Message
  readonly startsDay: boolean
  /** «Новые сообщения» stands before it. */
  readonly startsUnread: boolean
  readonly startsGroup: boolean
  readonly endsGroup: boolean
}

export interface TimelineShape {
  /** Two moments of one calendar day give the same number. */
  readonly dayOf: (atMs: number) => number
  readonly firstUnreadId: MessageId | null
}

export function buildTimeline(messages: readonly Message[], shape: TimelineShape): readonly TimelineItem[] {
  const breaks = messages.map((message, index) => {
    const before = messages[index - 1]
    const startsDay = !before || shape.dayOf(before.atMs) !== shape.dayOf(message.atMs)
    const startsUnread = message.id === shape.firstUnreadId
    return { startsDay, startsUnread, startsGroup: startsDay || startsUnread || !before || !joins(before, message) }
  })
  return messages.map((message, index) => {
    const own = breaks[index] ?? { startsDay: false, startsUnread: false, startsGroup: true }
    return { message, ...own, endsGroup: breaks[index + 1]?.startsGroup ?? true }
  })
}

/**
 * The first of the last `unread` incoming messages. Nothing when all are read; the oldest loaded one when more
 * are unread than loaded.
 */
export function firstUnread(messages: readonly Message[], unread: number): MessageId | null {
  if (unread <= 0) return null
  let left = unread
  let found: MessageId | null = null
  for (let index = messages.length - 1; index >= 0 && left > 0; index -= 1) {
    const message = messages[index]
    if (message?.direction !== 'in') continue
    found = message.id
    left -= 1
  }
  return found
}

/** Does the message stand in a bubble, or as a line across the column? */
export function isLine(message: Message): boolean {
  const { kind } = message.content
  if (kind === 'note') return false
  return message.direction === 'system' || kind === 'system' || kind === 'phoneCall' || kind === 'channelCall'
}

function joins(before: Message, message: Message): boolean {
  if (isEvent(before) && isEvent(message)) return true
  return (
    !isLine(before) &&
    !isLine(message) &&
    before.content.kind !== 'note' &&
    message.content.kind !== 'note' &&
    before.direction === message.direction &&
    authorKey(before.author) === authorKey(message.author) &&
    message.atMs - before.atMs < GROUP_GAP_MS
  )
}

/** What happened to the case stands together, as one step after the other. */
function isEvent({ content }: Message): boolean {
  return content.kind === 'caseEvent' || content.kind === 'chatEvent'
}

function authorKey(author: MessageAuthor): string {
  return author.kind === 'agent' ? `agent ${author.agentId}` : author.kind
}
