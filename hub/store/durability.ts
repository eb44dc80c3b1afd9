import { constants, fdatasyncSync, fsyncSync, closeSync, existsSync, openSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'

import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

import { describeError } from '#shared/lib/logger'

/** What of Emscripten's NODEFS is touched (its stream has no published type). */
interface Stream {
  readonly nfd: number
  readonly path: string
}
interface StreamOps {
  write(stream: Stream, buffer: Uint8Array, offset: number, length: number, position: number): number
  fsync?(stream: Stream): number
}
type InitOptions = Parameters<NodeFS['init']>[1]

const SEGMENT = /\/pg_wal\/([0-9A-F]{24})$/
/** Written without a promise of surviving anything: temporary sort files, statistics. */
const DISPOSABLE = /\/(pgsql_tmp|pg_stat|pg_stat_tmp)(\/|$)/

/** What was committed may not survive. Only a new start, which reads back what is there, tells. */
export class DurabilityError extends Error {
  constructor(cause: unknown) {
    super(`The database could not be synced to disk (${describeError(cause)}).`, { cause })
    this.name = 'DurabilityError'
  }
}

/**
 * PGlite runs PostgreSQL on a file system whose `fsync` does nothing (facts/electron.md). This one makes it real:
 *
 * - data files, control file and folders are synced when PostgreSQL asks (that is during checkpoints);
 * - the write-ahead log is only marked when PostgreSQL asks at a commit, and synced by `flush()`, which whoever
 *   acknowledges a commit awaits: several waiting acknowledgements share one sync and the event loop stays free;
 * - before any data page is written, a marked log is synced at once, so that no page reaches the disk before
 *   the log record that explains it (the rule that crash recovery stands on).
 */
export class DurableFiles extends NodeFS {
  private readonly unsynced = new Set<string>()
  private running: Promise<void> | null = null
  private next: Promise<void> | null = null
  private failure: unknown = null

  constructor(private readonly folder: string) {
    super(folder)
  }

  override async init(database: PGlite, options: InitOptions) {
    const prepared = await super.init(database, options)
    const preRun = prepared.emscriptenOpts.preRun ?? []
    const install = (module: unknown) => {
      this.install((module as { NODEFS: { stream_ops: StreamOps } }).NODEFS.stream_ops)
    }
    return { emscriptenOpts: { ...prepared.emscriptenOpts, preRun: [...preRun, install] } }
  }

  /** Resolves once everything committed before the call would survive a power cut. */
  flush(): Promise<void> {
    if (this.failure !== null) return Promise.reject(new DurabilityError(this.failure))
    if (this.unsynced.size === 0) return this.running ?? Promise.resolve()
    this.next ??= (this.running ?? Promise.resolve()).then(() => this.syncRound())
    return this.next
  }

  private async syncRound(): Promise<void> {
    this.next = null
    const segments = [...this.unsynced]
    this.unsynced.clear()
    const round = Promise.all(segments.map((segment) => syncFile(this.segmentPath(segment)))).then(() => undefined)
    const settled = round
      .catch((error: unknown) => {
        // The kernel may have dropped what it could not write: a later sync that succeeds would prove nothing.
        this.failure = error
        throw new DurabilityError(error)
      })
      .finally(() => {
        if (this.running === settled) this.running = null
      })
    this.running = settled
    await settled
  }

  private syncNow(): void {
    for (const segment of this.unsynced) {
      const path = this.segmentPath(segment)
      if (!existsSync(path)) continue
      const handle = openSync(path, constants.O_RDWR)
      try {
        fdatasyncSync(handle)
      } finally {
        closeSync(handle)
      }
    }
    this.unsynced.clear()
  }

  private segmentPath(segment: string): string {
    return join(this.folder, 'pg_wal', segment)
  }

  private install(operations: StreamOps): void {
    const write = operations.write.bind(operations)
    operations.write = (stream, buffer, offset, length, position) => {
      const segment = SEGMENT.exec(stream.path)?.[1]
      if (segment) this.unsynced.add(segment)
      else if (this.unsynced.size > 0 && !DISPOSABLE.test(stream.path)) this.syncNow()
      return write(stream, buffer, offset, length, position)
    }
    operations.fsync = (stream) => {
      // A log segment was marked when it was written.
      if (!SEGMENT.test(stream.path)) fsyncSync(stream.nfd)
      return 0
    }
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, constants.O_RDWR).catch((error: unknown) => {
    // A checkpoint has removed the segment: what it held is in the data files, which that checkpoint synced.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (!handle) return
  try {
    await handle.datasync()
  } finally {
    await handle.close()
  }
}
