import { randomUUID } from 'node:crypto'
import { rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { failed, passed, type Found } from '#shared/domain/self-test/row'

export interface DiskPorts {
  /** Rejects with the system's code. */
  readonly write: () => Promise<void>
  readonly freeBytes: () => Promise<number>
}

const NEEDED_BYTES = 200 * 1024 * 1024
const TRIAL_BYTES = 64 * 1024
const NO_RIGHT = new Set(['EACCES', 'EPERM', 'EROFS'])
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT'])

/** Whether the data folder can be written to, and whether there is room for a working day. */
export async function tryDisk({ write, freeBytes }: DiskPorts): Promise<Found> {
  try {
    await write()
    const free = await freeBytes()
    const facts = { freeMb: String(Math.floor(free / 1024 / 1024)) }
    return free < NEEDED_BYTES ? failed('diskFull', facts) : passed(facts)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const code = (error as NodeJS.ErrnoException).code ?? error.name
    if (NO_RIGHT.has(code)) return failed('notWritable', { code })
    return failed(NO_ROOM.has(code) ? 'diskFull' : 'diskFailed', { code })
  }
}

export function diskOf(folder: string): DiskPorts {
  return {
    async write() {
      const path = join(folder, `self-test-${randomUUID()}`)
      try {
        await writeFile(path, Buffer.alloc(TRIAL_BYTES), { flush: true })
      } finally {
        await rm(path, { force: true })
      }
    },
    async freeBytes() {
      const { bavail, bsize } = await statfs(folder)
      return bavail * bsize
    },
  }
}
