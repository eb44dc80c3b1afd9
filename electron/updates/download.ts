import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'

import type { ReleaseFile } from '#shared/domain/updates/release'
import { err, ok, type Result } from '#shared/lib/result'
import { FeedError, type Feed, type FeedFailure } from './feed'

export type DownloadFailure =
  FeedFailure | { readonly reason: 'wrongHash' | 'wrongSize' | 'diskFull' | 'notWritable'; readonly detail: string }

export interface DownloadOptions {
  readonly feed: Feed
  readonly file: ReleaseFile
  /** Holds this download alone: what is not of this file is of an earlier release and goes. */
  readonly folder: string
  readonly onProgress: (bytes: number) => void
  readonly signal: AbortSignal
}

/**
 * The file, whole and with the hash that was signed, or why not. What came before an interruption is gone on with; a
 * part that turns out to be of something else is fetched anew, once.
 */
export async function download(options: DownloadOptions): Promise<Result<string, DownloadFailure>> {
  const { file, folder } = options
  const whole = join(folder, file.name)
  // Named by the hash, so that a part of another release is never gone on with.
  const part = join(folder, `${Buffer.from(file.sha512, 'base64').toString('hex').slice(0, 32)}.part`)
  try {
    await mkdir(folder, { recursive: true })
    for (const name of await readdir(folder))
      if (name !== file.name && name !== basename(part)) await rm(join(folder, name), { recursive: true, force: true })
    if ((await sizeOf(whole)) === file.size && (await hashOf(whole)) === file.sha512) return ok(whole)
    await rm(whole, { force: true })
    const before = await sizeOf(part)
    const first = await fetchInto(part, before, options)
    if (first.ok || before === 0 || !isOfContent(first.error)) return first.ok ? await accept(part, whole) : first
    const second = await fetchInto(part, 0, options)
    return second.ok ? await accept(part, whole) : second
  } catch (error) {
    if (error instanceof FeedError) return err(error.failure)
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    return err({ reason: code === 'ENOSPC' || code === 'EDQUOT' ? 'diskFull' : 'notWritable', detail: code })
  }
}

async function accept(part: string, whole: string): Promise<Result<string, never>> {
  await rename(part, whole)
  return ok(whole)
}

function isOfContent({ reason }: DownloadFailure): boolean {
  return reason === 'wrongHash' || reason === 'wrongSize'
}

/** A part of the wrong length or content does not stay; one that was broken off does. */
async function fetchInto(
  part: string,
  wished: number,
  { feed, file, onProgress, signal }: DownloadOptions,
): Promise<Result<null, DownloadFailure>> {
  const from = wished < file.size ? wished : 0
  const size = wished === file.size ? wished : await receive(part, from, { feed, file, onProgress, signal })
  if (typeof size !== 'number') return err(size)
  if (size !== file.size) {
    await rm(part, { force: true })
    return err({ reason: 'wrongSize', detail: `${size} bytes instead of ${file.size}` })
  }
  if ((await hashOf(part)) === file.sha512) return ok(null)
  await rm(part, { force: true })
  return err({ reason: 'wrongHash', detail: file.name })
}

/** The size that was reached: of the whole, or just above what it may be. */
async function receive(
  part: string,
  wished: number,
  { feed, file, onProgress, signal }: Omit<DownloadOptions, 'folder'>,
): Promise<number | FeedFailure> {
  const opened = await feed.open(file.name, wished, signal)
  if (!opened.ok) return opened.error
  const { from, chunks } = opened.value
  const target = await open(part, from > 0 ? 'a' : 'w', 0o600)
  let size = from
  try {
    for await (const chunk of chunks) {
      size += chunk.byteLength
      if (size > file.size) return size
      await target.writeFile(chunk)
      onProgress(size)
    }
    await target.sync()
  } finally {
    await target.close()
  }
  return size
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('base64')
}
