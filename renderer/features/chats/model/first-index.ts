/** Room for history above the first loaded message; the list's indices must never fall below zero. */
export const START_INDEX = 1_000_000

export interface IndexAnchor {
  readonly firstIndex: number
  readonly ids: readonly string[]
}

/**
 * The list keeps its place by index: messages that came above move the first index down by their number, messages
 * that fell out of the window above move it up. Whatever changes below leaves it alone.
 */
export function nextAnchor(before: IndexAnchor | null, ids: readonly string[]): IndexAnchor {
  if (!before || before.ids.length === 0 || ids.length === 0) return { firstIndex: START_INDEX, ids }
  const known = new Map(ids.map((id, index) => [id, index]))
  for (const [oldIndex, id] of before.ids.entries()) {
    const newIndex = known.get(id)
    if (newIndex !== undefined) return { firstIndex: before.firstIndex + oldIndex - newIndex, ids }
  }
  return { firstIndex: START_INDEX, ids }
}
