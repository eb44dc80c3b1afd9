import type { MessageId } from '#shared/domain/ids'

import { checked, IndexDamaged } from './bytes'
import { DOCS_PER_BLOCK, idInBlock } from './segment-format'
import type { PartPlace, TextIndexRepository } from './text-index.repository'

const MAX_BYTES = 12_000_000

/** Parts that were read lately: whoever types asks for the same ones with every letter. */
export class PartCache {
  private readonly known = new Map<string, Uint8Array>()
  private bytes = 0

  constructor(private readonly repository: Pick<TextIndexRepository, 'readParts'>) {}

  async read(places: readonly PartPlace[]): Promise<ReadParts> {
    const parts = new Map<string, Uint8Array>()
    const missing = new Map<string, PartPlace>()
    for (const place of places) {
      const key = keyOf(place.segment, place.part)
      const known = this.known.get(key)
      if (known) {
        parts.set(key, known)
        // The last used stand last.
        this.known.delete(key)
        this.known.set(key, known)
      } else missing.set(key, place)
    }
    const keys = [...missing.keys()]
    const read = missing.size === 0 ? [] : await this.repository.readParts([...missing.values()])
    keys.forEach((key, at) => {
      const bytes = read[at]
      if (!bytes) throw new IndexDamaged('a part is not there')
      // Looked at once; what lies in memory is not read from the disk again.
      checked(bytes)
      parts.set(key, bytes)
      this.keep(key, bytes)
    })
    return new ReadParts(parts)
  }

  clear(): void {
    this.known.clear()
    this.bytes = 0
  }

  private keep(key: string, bytes: Uint8Array): void {
    this.known.set(key, bytes)
    this.bytes += bytes.length
    for (const [oldest, { length }] of this.known) {
      if (this.bytes <= MAX_BYTES) break
      this.known.delete(oldest)
      this.bytes -= length
    }
  }
}

export class ReadParts {
  constructor(private readonly parts: ReadonlyMap<string, Uint8Array>) {}

  /** As it lies on the disk. */
  raw(segment: number, part: number): Uint8Array {
    const bytes = this.parts.get(keyOf(segment, part))
    if (!bytes) throw new IndexDamaged('a part was not read')
    return bytes
  }

  /** Its content, whose checksum was right when it was read. */
  content(segment: number, part: number): Uint8Array {
    const bytes = this.raw(segment, part)
    return bytes.subarray(0, bytes.length - 4)
  }

  idOf(segment: number, part: number, doc: number): MessageId {
    return idInBlock(this.content(segment, part), doc % DOCS_PER_BLOCK)
  }
}

function keyOf(segment: number, part: number): string {
  return `${String(segment)} ${String(part)}`
}
