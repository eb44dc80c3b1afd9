import type { MessageId } from '#shared/domain/ids'

import { ByteReader, ByteWriter, checked, IndexDamaged } from './bytes'
import type { Doc, OrderedSegment, OrderedTerm } from './fresh-segment'
import { KEY_BYTES, toKey, toMessageId } from './message-key'

/**
 * How a segment lies on the disk: a head, blocks of documents in the order of their ids, blocks of terms in theirs. Only
 * the head stays in memory: the first id and the first term of each block. No key says a word: a table that encrypts
 * its values hides everything.
 */
export const DOCS_PER_BLOCK = 1_024
const TERM_BLOCK_BYTES = 12_288
const MARK_BYTES = 4

export interface SegmentHead {
  readonly count: number
  readonly firstIds: readonly MessageId[]
  readonly lastId: MessageId
  readonly firstTerms: readonly string[]
}

/** The parts of a segment: its head, then its blocks. */
export function toParts({ docs, terms }: OrderedSegment): readonly Uint8Array[] {
  const docBlocks: Uint8Array[] = []
  const firstIds: MessageId[] = []
  for (let start = 0; start < docs.length; start += DOCS_PER_BLOCK) {
    const block = docs.slice(start, start + DOCS_PER_BLOCK)
    firstIds.push(block[0]?.id ?? ('' as MessageId))
    docBlocks.push(writeDocs(block))
  }
  const termBlocks: Uint8Array[] = []
  const firstTerms: string[] = []
  const writer = new ByteWriter()
  for (const { term, docs: places } of terms) {
    if (writer.length === 0) firstTerms.push(term)
    writeTerm(writer, term, places)
    if (writer.length >= TERM_BLOCK_BYTES) termBlocks.push(writer.takeChecked())
  }
  if (writer.length > 0) termBlocks.push(writer.takeChecked())
  const lastId = docs.at(-1)?.id ?? ('' as MessageId)
  return [writeHead({ count: docs.length, firstIds, lastId, firstTerms }), ...docBlocks, ...termBlocks]
}

function writeHead({ count, firstIds, lastId, firstTerms }: SegmentHead): Uint8Array {
  const writer = new ByteWriter()
  writer.number(count)
  writer.number(firstIds.length)
  for (const id of [...firstIds, lastId]) writer.raw(toKey(id))
  writer.number(firstTerms.length)
  for (const term of firstTerms) writer.text(term)
  return writer.takeChecked()
}

export function readHead(bytes: Uint8Array): SegmentHead {
  const reader = new ByteReader(checked(bytes))
  const count = reader.number()
  const firstIds = times(reader.number(), () => toMessageId(reader.raw(KEY_BYTES)))
  const lastId = toMessageId(reader.raw(KEY_BYTES))
  const firstTerms = times(reader.number(), () => reader.text())
  if (firstIds.length !== Math.ceil(count / DOCS_PER_BLOCK)) throw new IndexDamaged('a head does not fit its blocks')
  return { count, firstIds, lastId, firstTerms }
}

function writeDocs(docs: readonly Doc[]): Uint8Array {
  const writer = new ByteWriter()
  for (const { id, mark } of docs) {
    writer.raw(toKey(id))
    writer.raw(new Uint8Array(new Uint32Array([mark]).buffer))
  }
  return writer.takeChecked()
}

export function readDocs(bytes: Uint8Array): readonly Doc[] {
  const reader = new ByteReader(checked(bytes))
  const docs: Doc[] = []
  while (!reader.isAtEnd) {
    const id = toMessageId(reader.raw(KEY_BYTES))
    const mark = reader.raw(MARK_BYTES).reduce((sum, byte, at) => sum + byte * 256 ** at, 0)
    docs.push({ id, mark })
  }
  return docs
}

/** One id of a block that was read already. */
export function idInBlock(content: Uint8Array, at: number): MessageId {
  const start = at * (KEY_BYTES + MARK_BYTES)
  return toMessageId(content.subarray(start, start + KEY_BYTES))
}

function writeTerm(writer: ByteWriter, term: string, docs: readonly number[]): void {
  writer.text(term)
  const list = new ByteWriter()
  let before = -1
  for (const doc of docs) {
    list.number(doc - before - 1)
    before = doc
  }
  const bytes = list.take()
  writer.number(bytes.length)
  writer.raw(bytes)
}

/** Terms of a block in turn; the list of documents is read only by whoever wants it. */
export function* readTerms(block: Uint8Array): Generator<{ readonly term: Uint8Array; readonly list: Uint8Array }> {
  const reader = new ByteReader(block)
  while (!reader.isAtEnd) {
    const term = reader.raw(reader.number())
    yield { term, list: reader.raw(reader.number()) }
  }
}

export function forEachDoc(list: Uint8Array, visit: (doc: number) => void): void {
  const reader = new ByteReader(list)
  let before = -1
  while (!reader.isAtEnd) {
    before += reader.number() + 1
    visit(before)
  }
}

export function readAllTerms(blocks: readonly Uint8Array[]): readonly OrderedTerm[] {
  const decoder = new TextDecoder()
  return blocks.flatMap((block) =>
    [...readTerms(block)].map(({ term, list }) => {
      const docs: number[] = []
      forEachDoc(list, (doc) => docs.push(doc))
      return { term: decoder.decode(term), docs }
    }),
  )
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make)
}
