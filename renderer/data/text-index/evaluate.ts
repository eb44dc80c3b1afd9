import type { TextQuery } from '#shared/domain/text-search/text-query'

import type { DocSet } from './doc-set'

/** One segment of the index, with what a query needs of it at hand. */
export interface Segment {
  readonly size: number
  emptySet(): DocSet
  /** Adds the documents with this term. */
  addTerm(term: string, into: DocSet): void
  addBeginning(beginning: string, into: DocSet): void
}

/** `exact`: by the forms of words alone; `near`: also by what is still being typed. */
export type Certainty = 'exact' | 'near'

/** The documents that hold every part of the query. */
export function evaluate(segment: Segment, { parts }: TextQuery, certainty: Certainty): DocSet {
  let found: DocSet | null = null
  for (const { readings, near, beginnings } of parts) {
    const holding = segment.emptySet()
    for (const terms of readings) addAll(segment, terms, holding)
    if (certainty === 'near') {
      for (const term of near) segment.addTerm(term, holding)
      for (const beginning of beginnings) segment.addBeginning(beginning, holding)
    }
    if (found) found.intersect(holding)
    else found = holding
    if (found.isEmpty) return found
  }
  return found ?? segment.emptySet()
}

function addAll(segment: Segment, terms: readonly string[], into: DocSet): void {
  const [first, ...others] = terms
  if (first === undefined) return
  if (others.length === 0) {
    segment.addTerm(first, into)
    return
  }
  const holding = segment.emptySet()
  segment.addTerm(first, holding)
  for (const term of others) {
    const next = segment.emptySet()
    segment.addTerm(term, next)
    holding.intersect(next)
  }
  into.unite(holding)
}
