/** A stretch of a list, by places. */
export interface Span {
  readonly offset: number
  readonly limit: number
}

/** What is on the screen, both ends included, as the list tells it. */
export interface ShownRange {
  readonly startIndex: number
  readonly endIndex: number
}

/** So many rows are read beyond those on the screen, in either direction. */
const LEAD_ROWS = 50
/** Closer to the end of what was read than this, more is read. */
const LEAST_LEAD_ROWS = 20

/** The stretch to read for what is on the screen; the very same while it still does. */
export function spanFor(before: Span, { startIndex, endIndex }: ShownRange, total: number): Span {
  const endOfSpan = before.offset + before.limit
  const isEnoughAbove = before.offset === 0 || startIndex - before.offset >= LEAST_LEAD_ROWS
  const isEnoughBelow = endOfSpan >= total || endOfSpan - endIndex > LEAST_LEAD_ROWS
  if (startIndex >= before.offset && isEnoughAbove && isEnoughBelow) return before
  const offset = Math.max(0, startIndex - LEAD_ROWS)
  return { offset, limit: endIndex - offset + 1 + LEAD_ROWS }
}

/** Where a step leads from a row, staying within the list; from nowhere to the first row on the screen, or back to the last. */
export function stepFrom(at: number | null, step: number, shown: ShownRange | null, total: number): number | null {
  if (total === 0) return null
  const nowhere = step >= 0 ? (shown?.startIndex ?? 0) : (shown?.endIndex ?? total - 1)
  const place = Number.isFinite(step) && at === null ? nowhere : (at ?? 0) + step
  return Math.max(0, Math.min(total - 1, place))
}
