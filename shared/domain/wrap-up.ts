/** What is left to do about a talk or a chat gets its time before new work comes (spec Q25); 0: none. */
export interface WrapUp {
  readonly afterCallMs: number
  readonly afterChatMs: number
}

export const NO_WRAP_UP: WrapUp = { afterCallMs: 0, afterChatMs: 0 }
export const MAX_WRAP_UP_MS = 3_600_000
/** By which a person prolongs it. */
export const MORE_WRAP_UP_MS = 60_000

/** Until when it lasts for an agent who asks for more; never longer than the longest from now on. */
export function prolonged(untilMs: number, nowMs: number): number {
  return Math.min(Math.max(untilMs, nowMs) + MORE_WRAP_UP_MS, nowMs + MAX_WRAP_UP_MS)
}
