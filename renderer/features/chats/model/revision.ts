import type { Agent } from '#shared/domain/agent'
import { isForLater } from '#shared/domain/delivery'
import type { Message } from '#shared/domain/message'

/** Time left is worth a word where it is short; nobody counts years. */
const TOLD_BELOW_MS = 2 * 24 * 3_600_000

/** How long the message can still be deleted; `null` when it cannot (never could, or the window has closed). */
export function deletableForMs(message: Message, nowMs: number): number | null {
  const { content, revision } = message
  if (content.kind === 'deleted' || content.kind === 'system') return null
  if (revision?.kind === 'delete' && revision.refused === null) return null
  return leftMs(message, message.deletableUntilMs, nowMs)
}

/** How long its text can still be changed. */
export function editableForMs(message: Message, nowMs: number): number | null {
  const { content, revision } = message
  if (content.kind !== 'text' || (revision?.kind === 'delete' && revision.refused === null)) return null
  return leftMs(message, message.editableUntilMs, nowMs)
}

export function isWorthTelling(left: number | null): left is number {
  return left !== null && left < TOLD_BELOW_MS
}

/** What ↑ changes: the last that this person wrote here and can still change. */
export function lastEditable(messages: readonly Message[], me: Agent | null, nowMs: number): Message | null {
  const isMine = ({ author }: Message) => author.kind === 'agent' && author.agentId === me?.id
  return messages.findLast((message) => isMine(message) && editableForMs(message, nowMs) !== null) ?? null
}

/** The text that it has, or will have once the channel takes it. */
export function wishedText({ content, revision }: Message): string {
  if (revision?.kind === 'edit') return revision.text
  return content.kind === 'text' ? content.text : ''
}

/** As the person here wants it: a new text shows at once, a mark says that the channel has still to take it. */
export function asWished(message: Message): Message {
  const { content, revision } = message
  if (content.kind !== 'text' || revision?.kind !== 'edit' || revision.refused !== null) return message
  return { ...message, content: { kind: 'text', text: revision.text } }
}

function leftMs(message: Message, untilMs: number | null, nowMs: number): number | null {
  if (message.direction !== 'out' || untilMs === null) return null
  // The screen's clock ticks in steps and may still stand before the message.
  const left = untilMs - Math.max(nowMs, message.atMs)
  return left > 0 ? left : null
}

/** What this person sent last, as long as it can be taken back. */
export function lastUndoable(messages: readonly Message[], me: Agent | null): Message | null {
  const found = messages.findLast(({ author, delivery, atMs }) => {
    const isMine = author.kind === 'agent' && author.agentId === me?.id
    return isMine && delivery?.state === 'scheduled' && !isForLater(delivery.sendAtMs, atMs)
  })
  return found ?? null
}
