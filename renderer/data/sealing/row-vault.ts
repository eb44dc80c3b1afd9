import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'

import { fromBase64, toBase64 } from './base64'
import { CLEAR_FIELDS, GIVEN_BY_DATABASE } from './clear-fields'

/** A row as it lies on the disk: what finds it in the open, the rest in `box`, files (sealed by themselves) beside. */
export interface SealedRow {
  readonly box: Uint8Array
  readonly files?: readonly Blob[]
  readonly [clear: string]: unknown
}

/** The row was sealed with another key, or is not as it was written. */
export class SealedRowError extends Error {
  override readonly name = 'SealedRowError'

  constructor(table: string) {
    super(`a row of «${table}» cannot be opened with the key of this cache: expected one that was sealed with it`)
  }
}

const NONCE_BYTES = 24
/** Stands for a file in the text of a row. */
const FILE = '$file'
/** Stands for bytes, in base64. */
const BYTES = '$bytes'
/** Stands for a part that is the same object as another one: `row` is mostly `base`. */
const SAME = '$same'

type Row = Readonly<Record<string, unknown>>

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/**
 * Seals and opens rows, without waiting: a transaction of IndexedDB ends when WebCrypto is waited for. XChaCha20-Poly1305,
 * whose nonces are long enough to be drawn at random; table and open parts of a row are authenticated with it, so that
 * nobody moves a row to another conversation.
 */
export class RowVault {
  constructor(
    private readonly key: Uint8Array,
    private readonly randomBytes: (count: number) => Uint8Array = (count) =>
      crypto.getRandomValues(new Uint8Array(count)),
  ) {}

  seal(table: string, row: Row): SealedRow {
    const clear = clearPart(table, row)
    const files: Blob[] = []
    const nonce = this.randomBytes(NONCE_BYTES)
    const text = encoder.encode(toText(row, clear, files))
    const sealed = xchacha20poly1305(this.key, nonce, addressOf(table, clear)).encrypt(text)
    const box = new Uint8Array(NONCE_BYTES + sealed.length)
    box.set(nonce)
    box.set(sealed, NONCE_BYTES)
    return files.length > 0 ? { ...clear, box, files } : { ...clear, box }
  }

  open(table: string, sealed: SealedRow): Row {
    const { box, files = [] } = sealed
    const clear = clearPart(table, sealed)
    if (!(box instanceof Uint8Array) || box.length <= NONCE_BYTES) throw new SealedRowError(table)
    const cipher = xchacha20poly1305(this.key, box.subarray(0, NONCE_BYTES), addressOf(table, clear))
    let text: Uint8Array
    try {
      text = cipher.decrypt(box.subarray(NONCE_BYTES))
    } catch {
      // The library has one error for every tag that does not fit.
      throw new SealedRowError(table)
    }
    return { ...fromText(decoder.decode(text), files), ...clear }
  }

  /** Was this row sealed with this key? */
  opens(table: string, sealed: SealedRow): boolean {
    try {
      this.open(table, sealed)
      return true
    } catch (error) {
      if (error instanceof SealedRowError) return false
      throw error
    }
  }
}

function clearPart(table: string, row: Row): Row {
  return Object.fromEntries(
    (CLEAR_FIELDS[table] ?? []).flatMap((field) => (row[field] === undefined ? [] : [[field, row[field]]])),
  )
}

function addressOf(table: string, clear: Row): Uint8Array {
  const given = GIVEN_BY_DATABASE[table]
  return encoder.encode(JSON.stringify([table, Object.entries(clear).filter(([field]) => field !== given)]))
}

function toText(row: Row, clear: Row, files: Blob[]): string {
  const seen = new Map<unknown, string>()
  const parts = Object.entries(row).flatMap(([field, value]) => {
    if (Object.hasOwn(clear, field)) return []
    const first = typeof value === 'object' && value !== null ? seen.get(value) : undefined
    if (first !== undefined) return [[field, { [SAME]: first }]]
    seen.set(value, field)
    return [[field, value]]
  })
  return JSON.stringify(Object.fromEntries(parts), (_key, value: unknown) => {
    if (value instanceof Uint8Array) return { [BYTES]: toBase64(value) }
    if (!(value instanceof Blob)) return value
    files.push(value)
    return { [FILE]: files.length - 1 }
  })
}

function fromText(text: string, files: readonly Blob[]): Row {
  // Written by `toText`, and authenticated since.
  const hasMarks = files.length > 0 || text.includes(BYTES)
  const parts = JSON.parse(text, hasMarks ? (_key, value: unknown) => markedOf(value, files) : undefined) as Row
  return Object.fromEntries(
    Object.entries(parts).map(([field, value]) => {
      const same = only(value, SAME)
      return [field, typeof same === 'string' ? parts[same] : value]
    }),
  )
}

function markedOf(value: unknown, files: readonly Blob[]): unknown {
  const bytes = only(value, BYTES)
  if (typeof bytes === 'string') return fromBase64(bytes)
  const at = only(value, FILE)
  return typeof at === 'number' ? files[at] : value
}

/** The value of a mark; `undefined`: it is none. */
function only(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return Object.keys(value).length === 1 ? (value as Row)[name] : undefined
}
