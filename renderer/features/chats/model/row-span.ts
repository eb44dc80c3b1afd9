/** The rows of a conversation that are drawn, by their places; `to` is the place after the last, `null`: up to the end. */
export interface RowSpan {
  readonly from: number
  readonly to: number | null
}

/** What there is to draw. */
export interface RowExtent {
  readonly first: number
  /** The place after the last. */
  readonly end: number
}

/** As a rule more than fit on the screen, so that the first frame is whole; the rest follows it. */
const OPENING_ROWS = 14
const STEP_ROWS = 40
/** Farther from the screen than this nothing is kept drawn. */
const MOST_ROWS = 240

/** What a conversation begins with: its end, or the surroundings of one message. */
export function openingSpan({ first, end }: RowExtent, at: number | null): RowSpan {
  if (at === null) return { from: Math.max(first, end - OPENING_ROWS), to: null }
  const to = at + OPENING_ROWS
  return { from: Math.max(first, at - OPENING_ROWS), to: to >= end ? null : to }
}

/** The very same where nothing is left above. */
export function widenedUp(span: RowSpan, { first, end }: RowExtent): RowSpan {
  if (span.from <= first) return span
  const from = Math.max(first, span.from - STEP_ROWS)
  return (span.to ?? end) - from <= MOST_ROWS ? { ...span, from } : { from, to: from + MOST_ROWS }
}

/** The very same where nothing is left below. */
export function widenedDown(span: RowSpan, { end }: RowExtent): RowSpan {
  if (span.to === null) return span
  const to = span.to + STEP_ROWS
  return { from: Math.max(span.from, Math.min(to, end) - MOST_ROWS), to: to >= end ? null : to }
}

/** What of it there is; the opening one where everything is another conversation's. */
export function drawnSpan(span: RowSpan, extent: RowExtent): { readonly from: number; readonly to: number } {
  const from = Math.max(span.from, extent.first)
  const to = Math.min(span.to ?? extent.end, extent.end)
  if (from < to || extent.first === extent.end) return { from: Math.min(from, to), to }
  return { from: openingSpan(extent, null).from, to: extent.end }
}
