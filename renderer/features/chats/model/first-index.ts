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

/** What stood above the first of `shown` in `before`: pushed out at the top by what came below. */
export function fallenOut<Row extends { readonly id: string }>(
  before: readonly Row[],
  shown: readonly Row[],
): readonly Row[] {
  const top = shown[0]
  if (!top) return []
  return before.slice(
    0,
    Math.max(
      0,
      before.findIndex(({ id }) => id === top.id),
    ),
  )
}
