/**
 * What was looked at: `chat` a conversation with its client and case, `watch` the same unseen by colleagues (spec V2),
 * `former` texts of before a change, `recording` a talk that was listened to, `export` everything of a client.
 */
export const ACCESS_KINDS = ['chat', 'watch', 'former', 'recording', 'export'] as const
export type AccessKind = (typeof ACCESS_KINDS)[number]

/** However often within it: one line. */
export const ACCESS_SLOT_MS = 15 * 60_000

export function slotOf(atMs: number): number {
  return atMs - (atMs % ACCESS_SLOT_MS)
}
