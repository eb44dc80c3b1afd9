import { checked } from './bytes'
import type { OrderedSegment } from './fresh-segment'
import { readAllTerms, readDocs } from './segment-format'
import type { StoredSegment } from './stored-segment'

/** Several segments as one, without what is gone from them. */
export function rewritten(
  sources: readonly { readonly segment: StoredSegment; readonly parts: readonly Uint8Array[] }[],
): OrderedSegment {
  const kept = sources.flatMap(({ segment, parts }, source) =>
    parts
      .slice(1, 1 + segment.head.firstIds.length)
      .flatMap((part) => readDocs(part))
      .map((doc, at) => ({ doc, source, at }))
      .filter(({ at }) => !segment.dead.has(at)),
  )
  kept.sort((a, b) => (a.doc.id < b.doc.id ? -1 : 1))
  const newPlaces = sources.map(() => new Map<number, number>())
  kept.forEach(({ source, at }, place) => newPlaces[source]?.set(at, place))
  const terms = new Map<string, number[]>()
  sources.forEach(({ segment, parts }, source) => {
    const blocks = parts.slice(1 + segment.head.firstIds.length).map(checked)
    for (const { term, docs } of readAllTerms(blocks)) {
      const places = docs.flatMap((doc) => newPlaces[source]?.get(doc) ?? [])
      if (places.length === 0) continue
      const known = terms.get(term)
      if (known) known.push(...places)
      else terms.set(term, places)
    }
  })
  return {
    docs: kept.map(({ doc }) => doc),
    terms: [...terms]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([term, docs]) => ({ term, docs: docs.sort((a, b) => a - b) })),
  }
}
