import type { TextQuery } from '#shared/domain/text-search/text-query'
import type { MessageId } from '#shared/domain/ids'

import { toBytes, IndexDamaged } from './bytes'
import { DocSet } from './doc-set'
import type { Certainty, Segment } from './evaluate'
import type { Doc } from './fresh-segment'
import { DOCS_PER_BLOCK, forEachDoc, readTerms, type SegmentHead } from './segment-format'

/** A beginning of words reaches over so many blocks at most: the rest of them has other beginnings, too. */
const MAX_BLOCKS_OF_BEGINNING = 24

/** A segment on the disk: its head, and which of its documents are gone. */
export class StoredSegment {
  readonly dead: DocSet
  deadCount = 0

  constructor(
    readonly id: number,
    readonly head: SegmentHead,
    dead: readonly number[],
  ) {
    this.dead = new DocSet(head.count)
    for (const doc of dead) this.kill(doc)
  }

  kill(doc: number): void {
    if (this.dead.has(doc)) return
    this.dead.add(doc)
    this.deadCount += 1
  }

  get partCount(): number {
    return 1 + this.head.firstIds.length + this.head.firstTerms.length
  }

  /** The part in which this id stands, if it does. */
  partOfId(id: MessageId): number | null {
    const { firstIds, lastId } = this.head
    const block = lastAtMost(firstIds, id)
    return block === -1 || id > lastId ? null : 1 + block
  }

  partOfDoc(doc: number): number {
    return 1 + Math.floor(doc / DOCS_PER_BLOCK)
  }

  /** The document that stands there in this part. */
  docOf(part: number, at: number): number {
    return (part - 1) * DOCS_PER_BLOCK + at
  }

  /** No later document of the block is older. */
  roughIdOf(doc: number): MessageId {
    return this.head.firstIds[Math.floor(doc / DOCS_PER_BLOCK)] ?? this.head.lastId
  }

  /** Parts without which the query cannot be answered. */
  partsFor({ parts }: TextQuery, certainty: Certainty): readonly number[] {
    const wanted = new Set<number>()
    for (const { readings, near, beginnings } of parts) {
      for (const term of [...readings.flat(), ...(certainty === 'near' ? near : [])]) {
        const part = this.partOfTerm(term)
        if (part !== null) wanted.add(part)
      }
      if (certainty === 'near')
        for (const beginning of beginnings) this.partsOf(beginning).forEach((part) => wanted.add(part))
    }
    return [...wanted]
  }

  partOfTerm(term: string): number | null {
    const block = lastAtMost(this.head.firstTerms, term)
    return block === -1 ? null : this.firstTermPart + block
  }

  partsOf(beginning: string): readonly number[] {
    const { firstTerms } = this.head
    const from = Math.max(0, lastAtMost(firstTerms, beginning))
    const parts: number[] = []
    for (let block = from; block < firstTerms.length && parts.length < MAX_BLOCKS_OF_BEGINNING; block += 1) {
      const first = firstTerms[block] ?? ''
      if (first > beginning && !first.startsWith(beginning)) break
      parts.push(this.firstTermPart + block)
    }
    return parts
  }

  private get firstTermPart(): number {
    return 1 + this.head.firstIds.length
  }

  /** With its parts read: what `evaluate` asks. */
  opened(blockOf: (part: number) => Uint8Array): Segment {
    return new OpenedSegment(this, blockOf)
  }
}

class OpenedSegment implements Segment {
  constructor(
    private readonly stored: StoredSegment,
    private readonly blockOf: (part: number) => Uint8Array,
  ) {}

  get size(): number {
    return this.stored.head.count
  }

  emptySet(): DocSet {
    return new DocSet(this.size)
  }

  addTerm(term: string, into: DocSet): void {
    const part = this.stored.partOfTerm(term)
    if (part === null) return
    const wanted = toBytes(term)
    for (const { term: known, list } of readTerms(this.blockOf(part))) {
      if (!isSame(known, wanted)) continue
      this.addList(list, into)
      return
    }
  }

  addBeginning(beginning: string, into: DocSet): void {
    const wanted = toBytes(beginning)
    for (const part of this.stored.partsOf(beginning)) {
      for (const { term, list } of readTerms(this.blockOf(part))) if (begins(term, wanted)) this.addList(list, into)
    }
  }

  private addList(list: Uint8Array, into: DocSet): void {
    forEachDoc(list, (doc) => {
      if (doc >= this.size) throw new IndexDamaged('it tells of a document that it does not have')
      into.add(doc)
    })
  }
}

/** The place of this id among the documents of one block. */
export function placeOfId(docs: readonly Doc[], id: MessageId): number {
  const at = lastAtMost(
    docs.map((doc) => doc.id),
    id,
  )
  return docs[at]?.id === id ? at : -1
}

/** Of an ordered list: the last that is not greater; -1: all are. */
function lastAtMost(ordered: readonly string[], wanted: string): number {
  let low = 0
  let high = ordered.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ordered[middle] ?? '') <= wanted) low = middle + 1
    else high = middle
  }
  return low - 1
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && begins(a, b)
}

function begins(text: Uint8Array, beginning: Uint8Array): boolean {
  if (text.length < beginning.length) return false
  for (let at = 0; at < beginning.length; at += 1) if (text[at] !== beginning[at]) return false
  return true
}
