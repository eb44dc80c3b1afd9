import type { Message } from '#shared/domain/message'

/** How long the message can still be deleted; `null` when it cannot (never could, or the window has closed). */
export function deletableForMs(message: Message, nowMs: number): number | null {
  if (message.direction !== 'out' || message.deletableUntilMs === null) return null
  if (message.content.kind === 'deleted' || message.content.kind === 'system') return null
  // The screen's clock ticks in steps and may still stand before the message.
  const leftMs = message.deletableUntilMs - Math.max(nowMs, message.atMs)
  return leftMs > 0 ? leftMs : null
}
