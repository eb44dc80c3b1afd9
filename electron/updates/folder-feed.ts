import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'

import { err, ok } from '#shared/lib/result'
import { FeedError, type Feed, type FeedFailure } from './feed'

/** A folder that the system reaches: a share, a mounted disk. */
export function folderFeed(folder: string): Feed {
  return {
    async readText(name, maxBytes, signal) {
      try {
        const file = await open(join(folder, name), 'r')
        try {
          const { size } = await file.stat()
          if (size > maxBytes) return err({ reason: 'tooLarge', detail: `${size} bytes` })
          return ok(await file.readFile({ encoding: 'utf8', signal }))
        } finally {
          await file.close()
        }
      } catch (error) {
        return err(failureOf(error))
      }
    },
    async open(name, from, signal) {
      try {
        const file = await open(join(folder, name), 'r')
        const chunks = createReadStream('', { fd: file, start: from, signal })
        return ok({ from, chunks: translated(chunks) })
      } catch (error) {
        return err(failureOf(error))
      }
    },
  }
}

async function* translated(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (error) {
    throw new FeedError(failureOf(error))
  }
}

function failureOf(error: unknown): FeedFailure {
  const { code = 'unknown' } = error as NodeJS.ErrnoException
  const reason = code === 'ENOENT' ? 'notFound' : code === 'EACCES' || code === 'EPERM' ? 'refused' : 'unreachable'
  return { reason, detail: code }
}
