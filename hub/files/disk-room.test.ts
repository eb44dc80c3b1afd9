import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'

import { makeTestFolder, type TestFolder } from '../testing/test-folder'
import { BlobStore } from './blob-store'
import { DiskRoom, NoRoomError } from './disk-room'

const MEGABYTE = 1024 * 1024
const RESERVE = 100 * MEGABYTE

let folder: TestFolder
let free: number | Error
let room: DiskRoom
let clock: ManualClock
beforeEach(() => {
  folder = makeTestFolder()
  free = 200 * MEGABYTE
  clock = new ManualClock()
  room = roomOf(RESERVE)
})
afterEach(() => {
  room.dispose()
  folder.remove()
})

function roomOf(reserveBytes: number): DiskRoom {
  const freeBytes = async () => {
    if (typeof free === 'number') return free
    throw free
  }
  return new DiskRoom({ folder: folder.path, reserveBytes, clock, logger: silentLogger, freeBytes })
}

/** So many megabytes; after each of them `then` happens. */
async function* megabytes(count: number, then: (sent: number) => void = () => undefined) {
  for (let nth = 1; nth <= count; nth += 1) {
    yield Buffer.alloc(MEGABYTE, nth)
    then(nth)
  }
}

describe('[M15] the part of the disk that stays free', () => {
  it('is left alone: what would take of it is refused with how much there is and what to do', async () => {
    await room.assertRoomFor(100 * MEGABYTE)
    const refused = await room.assertRoomFor(100 * MEGABYTE + 1).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(NoRoomError)
    expect(refused).toMatchObject({ code: 'ENOSPC' })
    expect(String(refused)).toMatch(/200 MB are free, 101 MB are needed, and 100 MB stay free.*Make room/)
  })

  it('is none where it is set to 0, and unknown where the file system does not say', async () => {
    free = 0
    await roomOf(0).assertRoomFor(MEGABYTE)
    free = new Error('ENOSYS')
    await room.assertRoomFor(MEGABYTE)
    expect(room.state.isLow).toBe(false)
  })

  it('is looked at every minute, and is told of when it is touched and when it is there again', async () => {
    const told: boolean[] = []
    room.changed.on(({ isLow }) => told.push(isLow))
    await room.start()
    for (const [left, minutes] of [
      [99, 1],
      [98, 2],
      [100, 1],
    ] as const) {
      free = left * MEGABYTE
      for (let nth = 0; nth < minutes; nth += 1) await clock.advanceAsync(60_000)
    }
    expect(told).toEqual([true, false])
    room.dispose()
    free = 0
    await clock.advanceAsync(600_000)
    expect(told).toEqual([true, false])
  })

  it('is asked for before a file and while it comes, and nothing of a refused one is kept', async () => {
    const blobs = new BlobStore(folder.path, 'own', room)
    const left = () => readdirSync(join(folder.path, 'incoming'))
    await expect(blobs.receive(megabytes(1), 1_000 * MEGABYTE, 150 * MEGABYTE)).rejects.toThrow(NoRoomError)
    const filledUp = blobs.receive(
      megabytes(40, (sent) => {
        if (sent === 10) free = 90 * MEGABYTE
      }),
      1_000 * MEGABYTE,
      40 * MEGABYTE,
    )
    await expect(filledUp).rejects.toThrow(NoRoomError)
    expect(left()).toEqual([])
    free = 200 * MEGABYTE
    expect(await blobs.receive(megabytes(40), 1_000 * MEGABYTE, 40 * MEGABYTE)).toMatchObject({ bytes: 40 * MEGABYTE })
    expect(left()).toEqual([])
  })
})
