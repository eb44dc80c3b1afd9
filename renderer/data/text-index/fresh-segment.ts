import type { MessageId } from '#shared/domain/ids'

import { DocSet } from './doc-set'
import type { Segment } from './evaluate'

export interface Doc {
  readonly id: MessageId
  /** Of the text that was indexed: another one is another document. */
  readonly mark: number
}

/** What has been indexed and is not on the disk yet. */
export class FreshSegment implements Segment {
  private readonly docs: (Doc | null)[] = []
  private readonly places = new Map<MessageId, number>()
  private readonly postings = new Map<string, number[]>()

  /** Places, those of gone documents too. */
  get size(): number {
    return this.docs.length
  }

  get count(): number {
    return this.places.size
  }

  markOf(id: MessageId): number | null {
    const place = this.places.get(id)
    return place === undefined ? null : (this.docs[place]?.mark ?? null)
  }

  put(doc: Doc, terms: ReadonlySet<string>): void {
    this.remove(doc.id)
    const place = this.docs.push(doc) - 1
    this.places.set(doc.id, place)
    for (const term of terms) {
      const known = this.postings.get(term)
      if (known) known.push(place)
      else this.postings.set(term, [place])
    }
  }

  remove(id: MessageId): boolean {
    const place = this.places.get(id)
    if (place === undefined) return false
    this.docs[place] = null
    return this.places.delete(id)
  }

  docAt(place: number): Doc | null {
    return this.docs[place] ?? null
  }

  emptySet(): DocSet {
    return new DocSet(this.size)
  }

  addTerm(term: string, into: DocSet): void {
    for (const place of this.postings.get(term) ?? []) if (this.docs[place]) into.add(place)
  }

  addBeginning(beginning: string, into: DocSet): void {
    for (const term of this.postings.keys()) if (term.startsWith(beginning)) this.addTerm(term, into)
  }

  /** As it is to be written: documents in the order of their ids, terms in theirs, nothing of what is gone. */
  ordered(): OrderedSegment {
    const kept = this.docs.flatMap((doc, place) => (doc ? [{ doc, place }] : []))
    kept.sort((a, b) => (a.doc.id < b.doc.id ? -1 : 1))
    const newPlaces = new Map(kept.map(({ place }, at) => [place, at]))
    const terms = [...this.postings.keys()].sort()
    return {
      docs: kept.map(({ doc }) => doc),
      terms: terms.flatMap((term) => {
        const places = (this.postings.get(term) ?? []).flatMap((place) => newPlaces.get(place) ?? [])
        return places.length === 0 ? [] : [{ term, docs: places.sort((a, b) => a - b) }]
      }),
    }
  }
}

export interface OrderedSegment {
  readonly docs: readonly Doc[]
  readonly terms: readonly OrderedTerm[]
}

export interface OrderedTerm {
  readonly term: string
  readonly docs: readonly number[]
}
