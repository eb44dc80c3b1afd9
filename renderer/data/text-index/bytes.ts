/** What is read is not what was written: the index is to be made anew. */
export class IndexDamaged extends Error {
  constructor(what: string) {
    super(`The index of messages is damaged: ${what}. It is made anew.`)
    this.name = 'IndexDamaged'
  }
}

const CHECK_BYTES = 4
const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/** Numbers of seven bits a byte, and texts, one after the other; a checksum closes them. */
export class ByteWriter {
  private bytes = new Uint8Array(1_024)
  private used = 0

  get length(): number {
    return this.used
  }

  number(value: number): void {
    this.makeRoom(8)
    let rest = value
    while (rest > 127) {
      this.bytes[this.used++] = (rest % 128) | 128
      rest = Math.floor(rest / 128)
    }
    this.bytes[this.used++] = rest
  }

  raw(part: Uint8Array): void {
    this.makeRoom(part.length)
    this.bytes.set(part, this.used)
    this.used += part.length
  }

  text(value: string): void {
    const encoded = encoder.encode(value)
    this.number(encoded.length)
    this.raw(encoded)
  }

  /** Everything so far; the writer begins anew. */
  take(): Uint8Array {
    const taken = this.bytes.slice(0, this.used)
    this.used = 0
    return taken
  }

  takeChecked(): Uint8Array {
    const check = checksum(this.bytes, this.used)
    this.makeRoom(CHECK_BYTES)
    for (let at = 0; at < CHECK_BYTES; at += 1) this.bytes[this.used++] = (check >>> (at * 8)) & 255
    return this.take()
  }

  private makeRoom(more: number): void {
    if (this.used + more <= this.bytes.length) return
    const wider = new Uint8Array(Math.max(this.bytes.length * 2, this.used + more))
    wider.set(this.bytes.subarray(0, this.used))
    this.bytes = wider
  }
}

export class ByteReader {
  at = 0

  constructor(readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length
  }

  number(): number {
    let value = 0
    let factor = 1
    for (;;) {
      const byte = this.bytes[this.at++]
      if (byte === undefined) throw new IndexDamaged('a number has no end')
      value += (byte & 127) * factor
      if (byte < 128) return value
      factor *= 128
    }
  }

  raw(length: number): Uint8Array {
    const part = this.bytes.subarray(this.at, this.at + length)
    if (part.length !== length) throw new IndexDamaged('it ends too early')
    this.at += length
    return part
  }

  text(): string {
    return decoder.decode(this.raw(this.number()))
  }
}

/** The bytes without their checksum. */
export function checked(bytes: Uint8Array): Uint8Array {
  const length = bytes.length - CHECK_BYTES
  if (length < 0) throw new IndexDamaged('a part is empty')
  let told = 0
  for (let at = 0; at < CHECK_BYTES; at += 1) told += (bytes[length + at] ?? 0) * 256 ** at
  if (checksum(bytes, length) !== told) throw new IndexDamaged('a checksum is wrong')
  return bytes.subarray(0, length)
}

/** FNV-1a. */
function checksum(bytes: Uint8Array, length: number): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < length; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
  return hash >>> 0
}

export function toBytes(text: string): Uint8Array {
  return encoder.encode(text)
}
