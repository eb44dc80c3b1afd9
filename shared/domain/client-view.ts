import type { Capabilities } from './capabilities'
import type { ChatEvent } from './chat-event'
import type { Message, MessageContent } from './message'

/** A message as the other side sees it (spec M19). */
export interface SeenByClient {
  readonly id: Message['id']
  readonly atMs: number
  /** `own`: the client's; `company`: ours, whoever of us wrote it; `channel`: the channel's own words. */
  readonly side: 'own' | 'company' | 'channel'
  /** What stands there now: a change that the channel has not taken does not. */
  readonly content: MessageContent
  /** The client sees that the text was changed. `unknown`: nobody documents whether. */
  readonly isMarkedEdited: boolean | 'unknown'
  /** Nobody knows yet whether it arrived: it was sent and the channel's answer is missing. */
  readonly isUncertain: boolean
}

/**
 * The other rendering of a conversation: what the client sees of it, after every change, deletion, auto-answer and
 * closing text. Comments, what the hub notes of a case and what has not left yet are not there.
 */
export function seenByClient(
  messages: readonly Message[],
  { deletion, editing }: Pick<Capabilities, 'deletion' | 'editing'>,
): readonly SeenByClient[] {
  return messages.flatMap((message) => {
    const { id, atMs, direction, content, delivery, editedAtMs } = message
    const side = sideOf(message)
    if (side === null) return []
    if (content.kind === 'deleted' && deletion?.otherSide === 'nothing') return []
    const isUncertain = delivery?.state === 'unknown' || delivery?.state === 'sending'
    if (direction === 'out' && delivery !== null && !isUncertain && !hasArrived(delivery.state)) return []
    return [{ id, atMs, side, content, isMarkedEdited: editMark(editedAtMs, editing), isUncertain }]
  })
}

/** `null`: not shown to the client at all. */
function sideOf({ direction, content }: Message): SeenByClient['side'] | null {
  switch (content.kind) {
    case 'note':
    case 'caseEvent':
    case 'response':
    case 'phoneCall':
      return null
    case 'chatEvent':
      return sideOfEvent(content.event)
    case 'system':
    case 'channelCall':
      return 'channel'
    default:
      return direction === 'in' ? 'own' : direction === 'out' ? 'company' : 'channel'
  }
}

function sideOfEvent(event: ChatEvent): SeenByClient['side'] | null {
  switch (event.kind) {
    case 'participantJoined':
    case 'participantLeft':
      return 'channel'
    case 'missedCallTold':
      // A letter stands in no chat.
      return event.how === 'chat' ? 'company' : null
    default:
      return null
  }
}

function hasArrived(state: string): boolean {
  return state === 'sent' || state === 'delivered' || state === 'read'
}

function editMark(editedAtMs: number | null, editing: Capabilities['editing']): boolean | 'unknown' {
  if (editedAtMs === null || editing === null || editing.otherSide === 'nothing') return false
  return editing.otherSide === 'unknown' ? 'unknown' : true
}
