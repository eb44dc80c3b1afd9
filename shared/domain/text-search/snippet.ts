import type { FoundStretch } from './found-words'

export interface Snippet {
  readonly text: string
  readonly found: readonly FoundStretch[]
}

/** Room for what stands before the first found word. */
const BEFORE = 40
const LENGTH = 140

/** The part of a text around the first word that was found, on one line. */
export function snippetOf(text: string, found: readonly FoundStretch[]): Snippet {
  const first = found[0]?.start ?? 0
  const start = first <= BEFORE ? 0 : wordStart(text, first - BEFORE)
  const end = Math.min(text.length, start + LENGTH)
  const before = start > 0 ? '…' : ''
  const after = end < text.length ? '…' : ''
  return {
    text: before + text.slice(start, end).replace(/\s/g, ' ') + after,
    found: found
      .filter((stretch) => stretch.start >= start && stretch.end <= end)
      .map((stretch) => ({
        start: stretch.start - start + before.length,
        end: stretch.end - start + before.length,
      })),
  }
}

/** The next beginning of a word. */
function wordStart(text: string, from: number): number {
  const space = text.slice(from, from + BEFORE).search(/\s/)
  return space === -1 ? from : from + space + 1
}
