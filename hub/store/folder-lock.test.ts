import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'

import { makeTestFolder, type TestFolder } from '../testing/test-folder'
import { lockFolder, waitForFolder } from './folder-lock'

let folder: TestFolder
beforeEach(() => {
  folder = makeTestFolder()
})
afterEach(() => {
  folder.remove()
})

function lockPath(): string {
  return join(folder.path, 'hub.lock')
}

describe('folder lock', () => {
  it('lets one in and names the holder to the next', () => {
    const first = lockFolder(folder.path)
    expect(first.ok).toBe(true)
    expect(lockFolder(folder.path)).toEqual({ ok: false, error: { heldByPid: process.pid } })
    if (first.ok) first.value.release()
    expect(existsSync(lockPath())).toBe(false)
    expect(lockFolder(folder.path).ok).toBe(true)
  })

  it('takes over the lock of a process that is dead', async () => {
    const child = spawn(process.execPath, ['-e', ''])
    await once(child, 'exit')
    writeFileSync(lockPath(), JSON.stringify({ pid: child.pid, startedAt: '1' }))
    expect(lockFolder(folder.path).ok).toBe(true)
  })

  it('takes over when the number belongs to another process by now', () => {
    writeFileSync(lockPath(), JSON.stringify({ pid: process.ppid, startedAt: 'long ago' }))
    expect(lockFolder(folder.path).ok).toBe(true)
  })

  it('takes over a lock left half-written, but not one that is being written', () => {
    writeFileSync(lockPath(), '')
    expect(lockFolder(folder.path)).toEqual({ ok: false, error: { heldByPid: null } })
    utimesSync(lockPath(), 0, 0)
    expect(lockFolder(folder.path).ok).toBe(true)
  })

  it('waits for a holder that is about to go, and no longer than asked', async () => {
    const clock = new ManualClock()
    const first = lockFolder(folder.path)
    const waiting = waitForFolder(folder.path, clock, 1000)
    await clock.advanceAsync(400)
    if (first.ok) first.value.release()
    await clock.advanceAsync(200)
    expect((await waiting).ok).toBe(true)

    const inVain = waitForFolder(folder.path, clock, 1000)
    await clock.advanceAsync(1200)
    expect(await inVain).toEqual({ ok: false, error: { heldByPid: process.pid } })
  })
})
