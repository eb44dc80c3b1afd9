import { readJson } from '#shared/lib/read-json'
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, scrypt } from 'node:crypto'

import { z } from 'zod'

import { err, ok, type Result } from '#shared/lib/result'

/**
 * A file that only its passphrase opens, written and read in pieces:
 *
 *     mark │ header's length │ header (JSON) │ SHA-256 of all that │ pieces
 *
 * Each piece is sealed with AES-256-GCM under a key that scrypt makes of the passphrase; its nonce is its place and
 * whether it is the last one, and the header goes into each tag. So nothing of it can be altered, left out, put
 * elsewhere or cut off without being noticed.
 */
const MARK = Buffer.from('OTKLIK MOVE\n', 'latin1')
/** Of this layout. A newer one is refused and not guessed at. */
export const FORMAT = 1
const KEY_BYTES = 32
const SALT_BYTES = 16
const TAG_BYTES = 16
const NONCE_BYTES = 12
const DIGEST_BYTES = 32
const PIECE_BYTES = 256 * 1024
const MOST_HEADER_BYTES = 1024 * 1024
/** As for passwords of accounts (docs/adr/0040): 32 MB and some tenths of a second for each guess. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 }

const header = z.object({
  format: z.number().int(),
  appVersion: z.string().max(100),
  madeAtMs: z.number().int(),
  migrations: z.array(z.number().int()).max(10_000),
})
export type Header = z.output<typeof header>

/** `salt`, `check`: of the key; with the second a wrong passphrase is told from a damaged file. */
const writtenHeader = header.extend({ salt: z.string().max(100), check: z.string().max(100) })

export type Refusal =
  | { readonly kind: 'notOurs' }
  | { readonly kind: 'damaged'; readonly where: string }
  | { readonly kind: 'newerFormat'; readonly format: number; readonly appVersion: string }
  | { readonly kind: 'wrongPassphrase' }

/** Ends a reading: what came so far is not to be trusted. */
export class DamagedFileError extends Error {
  constructor(readonly where: string) {
    super(`The file is damaged or was cut off: ${where}.`)
    this.name = 'DamagedFileError'
  }
}

/** What goes into the file, as its bytes: `content` is sealed as it comes. */
export async function* sealFile(
  about: Omit<Header, 'format'>,
  passphrase: string,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const salt = randomBytes(SALT_BYTES)
  const key = await keyOf(passphrase, salt)
  const written = { format: FORMAT, ...about, salt: salt.toString('base64'), check: checkOf(key) }
  const text = Buffer.from(JSON.stringify(written), 'utf8')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  const head = Buffer.concat([MARK, length, text])
  const digest = digestOf(head)
  yield head
  yield digest
  let waiting: Uint8Array[] = []
  let bytes = 0
  let place = 0
  for await (const chunk of content) {
    waiting.push(chunk)
    bytes += chunk.length
    // The last piece is only known at the end, so one of the full size waits.
    while (bytes > PIECE_BYTES) {
      const all = Buffer.concat(waiting)
      yield sealPiece(key, digest, place, false, all.subarray(0, PIECE_BYTES))
      place += 1
      waiting = [all.subarray(PIECE_BYTES)]
      bytes -= PIECE_BYTES
    }
  }
  yield sealPiece(key, digest, place, true, Buffer.concat(waiting))
}

export interface OpenedFile {
  readonly header: Header
  /** Throws `DamagedFileError` where the bytes are not what was written. */
  content(): AsyncGenerator<Buffer>
}

/** `bytes` gives the file from its beginning each time. */
export async function openFile(
  bytes: () => AsyncIterable<Uint8Array>,
  passphrase: string,
): Promise<Result<OpenedFile, Refusal>> {
  const read = await readHeader(new Pieces(bytes()))
  if (!read.ok) return read
  const { written, digest } = read.value
  const { salt, check, ...told } = written
  if (told.format !== FORMAT) return err({ kind: 'newerFormat', format: told.format, appVersion: told.appVersion })
  const key = await keyOf(passphrase, Buffer.from(salt, 'base64'))
  if (checkOf(key) !== check) return err({ kind: 'wrongPassphrase' })
  return ok({
    header: told,
    async *content() {
      const pieces = new Pieces(bytes())
      const again = await readHeader(pieces)
      if (!again.ok || !again.value.digest.equals(digest)) throw new DamagedFileError('it changed while it was read')
      for (let place = 0; ; place += 1) {
        const sealed = await pieces.take(PIECE_BYTES + TAG_BYTES)
        const isLast = await pieces.isAtEnd()
        yield openPiece(key, digest, place, isLast, sealed)
        if (isLast) return
      }
    },
  })
}

async function readHeader(
  pieces: Pieces,
): Promise<Result<{ written: z.output<typeof writtenHeader>; digest: Buffer }, Refusal>> {
  const mark = await pieces.take(MARK.length)
  if (!mark.equals(MARK)) return err({ kind: 'notOurs' })
  const length = await pieces.take(4)
  const textBytes = length.length === 4 ? length.readUInt32BE() : 0
  if (textBytes === 0 || textBytes > MOST_HEADER_BYTES) return err({ kind: 'damaged', where: 'its header' })
  const text = await pieces.take(textBytes)
  const digest = digestOf(Buffer.concat([mark, length, text]))
  if (!(await pieces.take(DIGEST_BYTES)).equals(digest)) return err({ kind: 'damaged', where: 'its header' })
  const parsed = writtenHeader.safeParse(readJson(text.toString('utf8')))
  if (parsed.success) return ok({ written: parsed.data, digest })
  // Whole, and not as this version writes it.
  const newer = header.pick({ format: true, appVersion: true }).safeParse(readJson(text.toString('utf8')))
  return err(newer.success ? { kind: 'newerFormat', ...newer.data } : { kind: 'damaged', where: 'its header' })
}

/** A stream read by numbers of bytes; fewer come at its end. */
class Pieces {
  private readonly source: AsyncIterator<Uint8Array>
  private rest = Buffer.alloc(0)
  private isDone = false

  constructor(source: AsyncIterable<Uint8Array>) {
    this.source = source[Symbol.asyncIterator]()
  }

  async take(bytes: number): Promise<Buffer> {
    await this.fill(bytes)
    const taken = this.rest.subarray(0, bytes)
    this.rest = this.rest.subarray(taken.length)
    return taken
  }

  async isAtEnd(): Promise<boolean> {
    await this.fill(1)
    return this.rest.length === 0
  }

  private async fill(bytes: number): Promise<void> {
    if (this.rest.length >= bytes || this.isDone) return
    const chunks: Uint8Array[] = [this.rest]
    let have = this.rest.length
    while (have < bytes) {
      const next = await this.source.next()
      if (next.done === true) {
        this.isDone = true
        break
      }
      chunks.push(next.value)
      have += next.value.length
    }
    this.rest = Buffer.concat(chunks)
  }
}

function sealPiece(key: Buffer, digest: Buffer, place: number, isLast: boolean, body: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place, isLast)).setAAD(digest)
  return Buffer.concat([cipher.update(body), cipher.final(), cipher.getAuthTag()])
}

function openPiece(key: Buffer, digest: Buffer, place: number, isLast: boolean, sealed: Buffer): Buffer {
  const where = isLast ? 'its end is not where it was written' : `piece ${String(place + 1)} is not as it was written`
  if (sealed.length < TAG_BYTES) throw new DamagedFileError(where)
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place, isLast)).setAAD(digest)
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
  const body = decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES))
  try {
    return Buffer.concat([body, decipher.final()])
  } catch {
    // GCM tells altered bytes only by throwing.
    throw new DamagedFileError(where)
  }
}

/** Never twice under one key, which each file has of its own by its salt. */
function nonceOf(place: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES)
  nonce.writeUInt32BE(place, NONCE_BYTES - 5)
  nonce.writeUInt8(isLast ? 1 : 0, NONCE_BYTES - 1)
  return nonce
}

function digestOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}

function checkOf(key: Buffer): string {
  return createHmac('sha256', key).update('otklik move').digest('base64')
}

function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // As it is typed on any keyboard: composed letters are one.
    scrypt(passphrase.normalize('NFC'), salt, KEY_BYTES, COST, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}
