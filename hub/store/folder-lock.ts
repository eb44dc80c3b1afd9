import { closeSync, fsyncSync, openSync, readFileSync, rmSync, statSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import { z } from 'zod'

import { sleep, type Clock } from '#shared/lib/clock'
import { err, ok, type Result } from '#shared/lib/result'

const LOCK_FILE = 'hub.lock'
const WRITING_TAKES_MS = 2_000
const lockContent = z.object({ pid: z.number().int(), startedAt: z.string().nullable() })
type Holder = z.output<typeof lockContent>

export class FolderLockedError extends Error {
  constructor(readonly pid: number | null) {
    super(`Another hub (process ${pid ?? 'unknown'}) uses this data folder.`)
    this.name = 'FolderLockedError'
  }
}

export interface FolderLock {
  release(): void
}

/**
 * One hub per data folder: PGlite lets two processes open the same files and ruin them (facts/electron.md).
 * The holder is named by process id and start time, so that a number reused after a crash does not lock anyone out.
 */
export function lockFolder(folder: string, attempts = 3): Result<FolderLock, { readonly heldByPid: number | null }> {
  const path = join(folder, LOCK_FILE)
  const me: Holder = { pid: process.pid, startedAt: startOf(process.pid) }
  try {
    const handle = openSync(path, 'wx')
    writeSync(handle, JSON.stringify(me))
    fsyncSync(handle)
    closeSync(handle)
    held.add(path)
    return ok({
      release() {
        held.delete(path)
        rmSync(path, { force: true })
      },
    })
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  }
  const holder = readHolder(path)
  if (holder === 'unreadable') return err({ heldByPid: null })
  if (holder !== 'nobody' && isAlive(holder, path)) return err({ heldByPid: holder.pid })
  if (attempts <= 1) return err({ heldByPid: null })
  try {
    unlinkSync(path)
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error
  }
  return lockFolder(folder, attempts - 1)
}

const ASK_AGAIN_MS = 200

/**
 * As `lockFolder`, and waits while another holds the folder: after a crash of the application its hub needs a moment
 * to notice that nobody is left, and the next start must not fail over that.
 */
export async function waitForFolder(
  folder: string,
  clock: Clock,
  patienceMs: number,
): Promise<ReturnType<typeof lockFolder>> {
  const untilMs = clock.now() + patienceMs
  for (;;) {
    const lock = lockFolder(folder)
    if (lock.ok || clock.now() >= untilMs) return lock
    await sleep(clock, ASK_AGAIN_MS)
  }
}

/** Locks of this very process: several hubs in one process (tests) exclude one another too. */
const held = new Set<string>()

function isAlive(holder: Holder, path: string): boolean {
  if (holder.pid === process.pid) return held.has(path)
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    return isCode(error, 'EPERM')
  }
  const startedAt = startOf(holder.pid)
  if (startedAt === 'ended') return false
  return startedAt === null || holder.startedAt === null || startedAt === holder.startedAt
}

/** Kernel ticks since boot at which the process started (proc(5), field 22); `ended` for a zombie; `null` where there is no /proc. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // A zombie only waits for its parent to ask how it ended: it holds no files any more.
    if (fields[0] === 'Z' || fields[0] === 'X') return 'ended'
    return fields[19] ?? null
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

function readHolder(path: string): Holder | 'nobody' | 'unreadable' {
  try {
    return lockContent.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    if (isCode(error, 'ENOENT')) return 'nobody'
    if (error instanceof SyntaxError || error instanceof z.ZodError) {
      // Empty: about to be written by its maker, or left so by one that died in between.
      return Date.now() - statSync(path).mtimeMs < WRITING_TAKES_MS ? 'unreadable' : 'nobody'
    }
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
