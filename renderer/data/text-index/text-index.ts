import { termOf, termsIn } from '#shared/domain/text-search/term'
import type { TextQuery } from '#shared/domain/text-search/text-query'
import type { MessageId } from '#shared/domain/ids'

import { textMark } from '../chat-index/text-mark'
import { evaluate, type Certainty } from './evaluate'
import { FreshSegment, type Doc } from './fresh-segment'
import { PartCache } from './part-cache'
import { rewritten } from './rewrite'
import { readDocs, readHead, toParts } from './segment-format'
import { placeOfId, StoredSegment } from './stored-segment'
import type { IndexPosition, TextIndexRepository } from './text-index.repository'

export interface IndexedText {
  readonly id: MessageId
  /** `null`: the message is gone, or says nothing in words. */
  readonly text: string | null
}

export interface Hit {
  readonly id: MessageId
  readonly certainty: Certainty
}

export interface Hits {
  /** The surer first, of these the newest. */
  readonly hits: readonly Hit[]
  /** All that there are. */
  readonly count: number
}

/** From so many on a segment is large, and is left alone until something of it is gone. */
const LARGE_SEGMENT = 16_384
const MAX_SMALL_SEGMENTS = 6
/** Words repeat; so many are remembered with their terms. */
const KNOWN_WORDS = 60_000

/**
 * The words of all cached messages: segments that are written once and lie on the disk, and what came since. A message
 * that is gone or says something else now is passed over at once, and its words leave the disk with `tidy`.
 */
export class TextIndex {
  private segments: readonly StoredSegment[] = []
  private fresh = new FreshSegment()
  private readonly parts: PartCache
  private nextSegment = 1
  private readonly knownTerms = new Map<string, string | null>()

  constructor(private readonly repository: TextIndexRepository) {
    this.parts = new PartCache(repository)
  }

  /** How many messages wait in memory to be written. */
  get freshCount(): number {
    return this.fresh.count
  }

  get needsTidying(): boolean {
    return this.segmentsToRewrite().length > 0
  }

  /** As it was left; `null`: there is none yet, or it was made by other rules. */
  async open(): Promise<IndexPosition | null> {
    const state = await this.repository.readState()
    this.fresh = new FreshSegment()
    this.segments = []
    if (!state) return null
    const heads = await this.parts.read(state.segments.map(({ id }) => ({ segment: id, part: 0 })))
    this.segments = state.segments.map(({ id, dead }) => new StoredSegment(id, readHead(heads.raw(id, 0)), dead))
    this.nextSegment = state.nextSegment
    return state.position
  }

  async clear(position: IndexPosition): Promise<void> {
    this.segments = []
    this.fresh = new FreshSegment()
    this.parts.clear()
    await this.repository.clear({ segments: [], nextSegment: this.nextSegment, position })
  }

  async put(texts: readonly IndexedText[]): Promise<void> {
    const stored = await this.findStored(texts.map(({ id }) => id))
    for (const { id, text } of texts) {
      const mark = text === null || text === '' ? null : textMark(text) % 2 ** 32
      const known = stored.get(id)
      if (mark !== null && (this.fresh.markOf(id) === mark || known?.mark === mark)) continue
      if (known) known.segment.kill(known.doc)
      this.fresh.remove(id)
      if (mark !== null && text !== null) this.fresh.put({ id, mark }, termsIn(text, this.knownAs))
    }
  }

  /** Writes what is new, and how far the index is: after a kill it goes on from here. */
  async flush(position: IndexPosition): Promise<void> {
    const ordered = this.fresh.ordered()
    const added = ordered.docs.length > 0 ? toParts(ordered) : []
    const id = this.nextSegment
    if (added.length > 0) this.nextSegment += 1
    const segments = added[0] ? [...this.segments, new StoredSegment(id, readHead(added[0]), [])] : this.segments
    await this.write(segments, position, added.length > 0 ? [{ segment: id, parts: added }] : [], [])
    this.fresh = new FreshSegment()
  }

  /** Takes what is gone off the disk and puts small segments together. Nothing may be waiting to be written. */
  async tidy(position: IndexPosition): Promise<void> {
    const old = this.segmentsToRewrite()
    if (old.length === 0) return
    const sources = await Promise.all(
      old.map(async (segment) => ({
        segment,
        parts: await this.repository.readAllParts(segment.id, segment.partCount),
      })),
    )
    const ordered = rewritten(sources)
    const added = ordered.docs.length > 0 ? toParts(ordered) : []
    const id = this.nextSegment
    this.nextSegment += 1
    const kept = this.segments.filter((segment) => !old.includes(segment))
    const segments = added[0] ? [...kept, new StoredSegment(id, readHead(added[0]), [])] : kept
    await this.write(segments, position, added.length > 0 ? [{ segment: id, parts: added }] : [], old)
  }

  async find(query: TextQuery, limit: number): Promise<Hits> {
    const { segments } = this
    try {
      return await this.findInAll(query, limit)
    } catch (error) {
      // A part that is not there was tidied away in the meantime.
      if (this.segments === segments) throw error
      return this.find(query, limit)
    }
  }

  private async findInAll(query: TextQuery, limit: number): Promise<Hits> {
    const exact = await this.findWith(query, 'exact', limit)
    const canBeNear = query.parts.some(({ near, beginnings }) => near.length + beginnings.length > 0)
    if (exact.ids.length >= limit || !canBeNear) return { hits: toHits(exact.ids, 'exact'), count: exact.count }
    const near = await this.findWith(query, 'near', limit)
    const known = new Set(exact.ids)
    const others = near.ids.filter((id) => !known.has(id)).slice(0, limit - exact.ids.length)
    return { hits: [...toHits(exact.ids, 'exact'), ...toHits(others, 'near')], count: near.count }
  }

  private async findWith(
    query: TextQuery,
    certainty: Certainty,
    limit: number,
  ): Promise<{ readonly ids: readonly MessageId[]; readonly count: number }> {
    const { segments } = this
    const wanted = segments.flatMap((segment) =>
      segment.partsFor(query, certainty).map((part) => ({ segment: segment.id, part })),
    )
    const blocks = await this.parts.read(wanted)
    let count = 0
    const stored = segments.flatMap((segment) => {
      const found = evaluate(
        segment.opened((part) => blocks.content(segment.id, part)),
        query,
        certainty,
      )
      found.subtract(segment.dead)
      count += found.count
      return found.last(limit).map((doc) => ({ segment, doc, roughId: segment.roughIdOf(doc) }))
    })
    const fresh = evaluate(this.fresh, query, certainty)
      .toArray()
      .flatMap((place) => this.fresh.docAt(place)?.id ?? [])
    const likely = stored.sort((a, b) => compare(b.roughId, a.roughId) || b.doc - a.doc).slice(0, limit * 2)
    const docs = await this.parts.read(
      likely.map(({ segment, doc }) => ({ segment: segment.id, part: segment.partOfDoc(doc) })),
    )
    const ids = likely.map(({ segment, doc }) => docs.idOf(segment.id, segment.partOfDoc(doc), doc))
    const newest = [...new Set([...ids, ...fresh])].sort((a, b) => compare(b, a)).slice(0, limit)
    return { ids: newest, count: count + fresh.length }
  }

  private readonly knownAs = (word: string): string | null => {
    const known = this.knownTerms.get(word)
    if (known !== undefined) return known
    if (this.knownTerms.size >= KNOWN_WORDS) this.knownTerms.clear()
    const term = termOf(word)
    this.knownTerms.set(word, term)
    return term
  }

  private segmentsToRewrite(): readonly StoredSegment[] {
    const worn = this.segments.filter(({ deadCount }) => deadCount > 0)
    const small = this.segments.filter(({ head }) => head.count < LARGE_SEGMENT)
    if (small.length > MAX_SMALL_SEGMENTS) return small
    // One large segment at a time: what is rewritten lies in memory meanwhile.
    return worn.filter(({ head }) => head.count < LARGE_SEGMENT).length > 0
      ? worn.filter(({ head }) => head.count < LARGE_SEGMENT)
      : worn.slice(0, 1)
  }

  private async findStored(
    ids: readonly MessageId[],
  ): Promise<ReadonlyMap<MessageId, { readonly segment: StoredSegment; readonly doc: number; readonly mark: number }>> {
    const places = ids.flatMap((id) =>
      this.segments.flatMap((segment) => {
        const part = segment.partOfId(id)
        return part === null ? [] : [{ id, segment, part }]
      }),
    )
    const blocks = await this.parts.read(places.map(({ segment, part }) => ({ segment: segment.id, part })))
    const found = new Map<MessageId, { segment: StoredSegment; doc: number; mark: number }>()
    const opened = new Map<Uint8Array, readonly Doc[]>()
    for (const { id, segment, part } of places) {
      const block = blocks.raw(segment.id, part)
      const docs = opened.get(block) ?? readDocs(block)
      opened.set(block, docs)
      const at = placeOfId(docs, id)
      const doc = segment.docOf(part, at)
      if (at !== -1 && !segment.dead.has(doc)) found.set(id, { segment, doc, mark: docs[at]?.mark ?? 0 })
    }
    return found
  }

  private async write(
    segments: readonly StoredSegment[],
    position: IndexPosition,
    added: readonly { readonly segment: number; readonly parts: readonly Uint8Array[] }[],
    removed: readonly StoredSegment[],
  ): Promise<void> {
    await this.repository.write({
      added,
      removed: removed.map(({ id, partCount }) => ({ segment: id, parts: partCount })),
      state: {
        segments: segments.map(({ id, dead }) => ({ id, dead: dead.toArray() })),
        nextSegment: this.nextSegment,
        position,
      },
    })
    this.segments = segments
  }
}

function toHits(ids: readonly MessageId[], certainty: Certainty): readonly Hit[] {
  return ids.map((id) => ({ id, certainty }))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
