import { mkdirSync, readdirSync } from 'node:fs'
import { open, readFile, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

import type { CallId } from '#shared/domain/ids'
import { describeError, type Logger } from '#shared/lib/logger'

const DAY_MS = 86_400_000
const NAME = /^\d{4}-\d{2}-\d{2}_\d{2}-\d{2}-\d{2}_([0-9a-f-]{36})_(\d+)\.webm$/

/** One file while it grows. */
export interface RecordingWriter {
  /** In the hands of the system when it resolves: what was written outlives a kill of this process. */
  append(bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /** Synced to the disk. */
  close(): Promise<void>
}

/**
 * Recordings in one folder, several files for a call that was interrupted. Their names say when and which call, and
 * nothing about who was on the line.
 */
export class RecordingFiles {
  private readonly names = new Map<CallId, string[]>()

  constructor(
    private readonly folder: string,
    private readonly logger: Logger,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    for (const name of readdirSync(folder).sort()) this.note(name)
  }

  async create(callId: CallId, nowMs: number): Promise<RecordingWriter> {
    const part = (this.names.get(callId)?.length ?? 0) + 1
    const name = `${stamp(new Date(nowMs))}_${callId}_${String(part)}.webm`
    const file = await open(join(this.folder, name), 'wx', 0o600)
    this.note(name)
    return new FileWriter(file)
  }

  partsOf(callId: CallId): number {
    return this.names.get(callId)?.length ?? 0
  }

  pathOf(callId: CallId, part: number): string | null {
    const name = this.names.get(callId)?.[part - 1]
    return name === undefined ? null : join(this.folder, name)
  }

  async read(callId: CallId, part: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const path = this.pathOf(callId, part)
    if (path === null) return null
    try {
      return Uint8Array.from(await readFile(path))
    } catch (error) {
      this.logger.warn('a recording cannot be read', { callId, part, error: describeError(error) })
      return null
    }
  }

  /** Deletes what was last written more than so many days ago. Answers how many. */
  async sweep(keepDays: number, nowMs: number): Promise<number> {
    let deleted = 0
    for (const [callId, names] of this.names) {
      for (const name of [...names]) {
        const path = join(this.folder, name)
        try {
          if ((await stat(path)).mtimeMs > nowMs - keepDays * DAY_MS) continue
          await rm(path)
          deleted += 1
        } catch (error) {
          if (!isMissing(error)) {
            this.logger.warn('an old recording could not be deleted', { callId, error: describeError(error) })
            continue
          }
        }
        this.forget(callId, name)
      }
    }
    return deleted
  }

  private note(name: string): void {
    const [, id] = NAME.exec(name) ?? []
    if (id === undefined) return
    // The pattern holds nothing else.
    const callId = id as CallId
    this.names.set(callId, [...(this.names.get(callId) ?? []), name])
  }

  private forget(callId: CallId, name: string): void {
    const left = (this.names.get(callId) ?? []).filter((each) => each !== name)
    if (left.length > 0) this.names.set(callId, left)
    else this.names.delete(callId)
  }
}

class FileWriter implements RecordingWriter {
  constructor(private readonly file: FileHandle) {}

  async append(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.file.appendFile(bytes)
  }

  async close(): Promise<void> {
    try {
      await this.file.sync()
    } finally {
      await this.file.close()
    }
  }
}

/** Local time, as a person looks for it, in characters that every file system takes. */
function stamp(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day}_${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join('-')}`
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}
