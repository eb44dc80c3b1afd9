import { imageSize } from 'image-size'

import type { FileId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import { err, ok, type Result } from '#shared/lib/result'

import { fileByHash, fileById, insertFile, type StoredFile } from '../store/files'
import type { Store } from '../store/store'
import type { NewId } from '../ids'
import type { BlobStore } from './blob-store'
import { sniffType } from './sniff-type'

/** Well above every channel's limit: the channel's own limit is told by a refused message, with its sentence. */
export const MAX_UPLOAD_BYTES = 128 * 1024 * 1024
/** Headers of cameras carry whole thumbnails before the size. */
const HEAD_BYTES = 1024 * 1024

export type UploadFailure = 'tooLarge' | 'empty' | 'idTaken'

export interface UploadSize {
  readonly maxBytes?: number
  /** By `content-length`; 0: it was not said. */
  readonly announced?: number
}

export class FileService {
  constructor(
    private readonly store: Store,
    private readonly blobs: BlobStore,
    private readonly clock: Clock,
    private readonly newId: NewId,
  ) {}

  /** Under an id made by the desk; the same bytes again under the same id are fine. */
  async upload(
    id: FileId,
    chunks: AsyncIterable<Uint8Array>,
    declaredType: string,
    name: string | null,
    { maxBytes = MAX_UPLOAD_BYTES, announced = 0 }: UploadSize = {},
  ): Promise<Result<StoredFile, UploadFailure>> {
    const received = await this.blobs.receive(chunks, maxBytes, announced)
    if (!received) return err('tooLarge')
    if (received.bytes === 0) return err('empty')
    const head = await this.blobs.readHead(received.hash, HEAD_BYTES)
    const size = measure(head)
    const mimeType = typeOf(head, declaredType)
    const file: StoredFile = { id, ...received, mimeType, name, ...size, createdAtMs: this.clock.now() }
    const kept = await this.store.write(async (tx) => {
      const known = await fileById(tx, id)
      if (known) return known.hash === file.hash ? ok(known) : err('idTaken' as const)
      await insertFile(tx, file)
      return ok(file)
    })
    this.assertThere(received.hash)
    return kept
  }

  /** The same bytes give the same id. */
  async save(bytes: Uint8Array, mimeType: string, name: string | null): Promise<FileId> {
    const received = await this.blobs.receive(oneChunk(bytes), Number.POSITIVE_INFINITY, bytes.length)
    if (!received) throw new Error('An unlimited file was refused for its size.')
    const size = measure(await this.blobs.readHead(received.hash, HEAD_BYTES))
    const kept = await this.store.write(async (tx) => {
      const known = await fileByHash(tx, received.hash)
      if (known) return known.id
      const id = this.newId<FileId>()
      await insertFile(tx, { id, ...received, mimeType, name, ...size, createdAtMs: this.clock.now() })
      return id
    })
    this.assertThere(received.hash)
    return kept
  }

  /** The same bytes of somebody whose data was erased may have been taken away in the moment before. */
  private assertThere(hash: string): void {
    if (!this.blobs.has(hash)) throw new Error('A file was removed while it was being kept; it has to be sent again.')
  }

  async find(id: FileId): Promise<StoredFile | null> {
    const file = await this.store.read((view) => fileById(view, id))
    return file && this.blobs.has(file.hash) ? file : null
  }

  stream(file: StoredFile) {
    return this.blobs.stream(file.hash)
  }

  async read(id: FileId): Promise<{ bytes: Uint8Array; mimeType: string; name: string | null } | null> {
    const file = await this.find(id)
    if (!file) return null
    return { bytes: await this.blobs.read(file.hash), mimeType: file.mimeType, name: file.name }
  }
}

function measure(head: Uint8Array): { width: number | null; height: number | null } {
  try {
    const { width, height } = imageSize(head)
    return { width, height }
  } catch {
    // image-size throws for everything that is not an image it knows: the file then has no size.
    return { width: null, height: null }
  }
}

/**
 * By its bytes. Where they tell nothing, a picture or a sound may be a broken one or of a kind unknown here, which its
 * channel refuses with the right sentence; everything else is bytes and nothing more.
 */
function typeOf(head: Uint8Array, declared: string): string {
  return sniffType(head) ?? (/^(image|audio|video)\/(?!svg)/.test(declared) ? declared : 'application/octet-stream')
}

async function* oneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}
