import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statSync, type ReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { syncFolder } from './sync-folder'

const TEMPORARY = 'incoming'
/** Of an upload that no hub can be at any more. */
const LEFT_AFTER_MS = 24 * 60 * 60_000
/** How much comes in before it is asked again whether there is room for more. */
const LOOK_EVERY_BYTES = 8 * 1024 * 1024

export interface Room {
  /** Throws where there is none. */
  assertRoomFor(bytes: number): Promise<void>
}

export interface ReceivedBlob {
  readonly hash: string
  readonly bytes: number
}

/**
 * Bytes by their SHA-256 under `files/ab/<hash>`. Written under another name, synced, then renamed: what has its
 * final name is whole.
 */
export class BlobStore {
  /** Of this store alone, also where a hub on another computer writes into the same folder. */
  private readonly name = randomUUID()
  private counter = 0

  constructor(
    private readonly folder: string,
    /** `shared`: other hubs may be receiving into it. */
    whose: 'own' | 'shared' = 'own',
    private readonly room: Room | null = null,
  ) {
    mkdirSync(join(folder, TEMPORARY), { recursive: true })
    for (const left of readdirSync(join(folder, TEMPORARY))) {
      const path = join(folder, TEMPORARY, left)
      if (whose === 'own' || isLeft(path)) rmSync(path, { force: true })
    }
  }

  /** Answers `null`, and keeps nothing, once more than `maxBytes` came. `expected`: as many as were announced. */
  async receive(chunks: AsyncIterable<Uint8Array>, maxBytes: number, expected = 0): Promise<ReceivedBlob | null> {
    await this.room?.assertRoomFor(expected)
    const temporary = join(this.folder, TEMPORARY, `${this.name}-${(this.counter += 1)}`)
    const hash = createHash('sha256')
    let bytes = 0
    let nextLook = LOOK_EVERY_BYTES
    try {
      const handle = await open(temporary, 'wx')
      try {
        for await (const chunk of chunks) {
          bytes += chunk.length
          if (bytes > maxBytes) return null
          if (bytes >= nextLook) {
            await this.room?.assertRoomFor(Math.max(chunk.length, expected - bytes))
            nextLook = bytes + LOOK_EVERY_BYTES
          }
          hash.update(chunk)
          await handle.write(chunk)
        }
        await handle.datasync()
      } finally {
        await handle.close()
      }
      const name = hash.digest('hex')
      const path = this.pathOf(name)
      if (!existsSync(path)) {
        await mkdir(dirname(path), { recursive: true })
        await rename(temporary, path)
        await syncFolder(dirname(path))
      }
      return { hash: name, bytes }
    } finally {
      // What was kept does not have this name any more.
      await rm(temporary, { force: true })
    }
  }

  read(hash: string): Promise<Buffer> {
    return readFile(this.pathOf(hash))
  }

  /** The first bytes, enough to tell an image's size. */
  async readHead(hash: string, maxBytes: number): Promise<Uint8Array> {
    const handle = await open(this.pathOf(hash), 'r')
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(maxBytes), 0, maxBytes, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  }

  stream(hash: string): ReadStream {
    return createReadStream(this.pathOf(hash))
  }

  has(hash: string): boolean {
    return existsSync(this.pathOf(hash))
  }

  /** Bytes that are not there are removed already. */
  async remove(hash: string): Promise<void> {
    await rm(this.pathOf(hash), { force: true })
  }

  private pathOf(hash: string): string {
    return join(this.folder, hash.slice(0, 2), hash)
  }
}

function isLeft(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  return found !== undefined && found.mtimeMs < Date.now() - LEFT_AFTER_MS
}
