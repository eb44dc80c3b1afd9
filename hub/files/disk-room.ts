import { statfs } from 'node:fs/promises'

import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'

const MEGABYTE = 1024 * 1024
/** What a database on the same disk, its log and the system need until somebody has looked. */
export const TEAM_RESERVE_MB = 512
/** At a desk's own hub: its computer is full of other things. */
export const DESK_RESERVE_MB = 64
const LOOK_EVERY_MS = 60_000

export interface DiskState {
  readonly freeBytes: number
  readonly reserveBytes: number
  /** Files are refused until somebody has made room. */
  readonly isLow: boolean
}

/** As a full disk is told, before it is full. */
export class NoRoomError extends Error {
  readonly code = 'ENOSPC'

  constructor(neededBytes: number, { freeBytes, reserveBytes }: Omit<DiskState, 'isLow'>) {
    super(
      `The disk of the hub has no room for this file: ${inMB(freeBytes)} are free, ${inMB(neededBytes)} are needed, and ` +
        `${inMB(reserveBytes)} stay free for the database. Make room on it, then try again.`,
    )
    this.name = 'NoRoomError'
  }
}

export interface DiskRoomParts {
  readonly folder: string
  readonly reserveBytes: number
  readonly clock: Clock
  readonly logger: Logger
  readonly freeBytes?: (folder: string) => Promise<number>
}

/** How much of the disk with the attachments is free, and that a part of it stays so. */
export class DiskRoom implements Disposable {
  /** Low, or not any more. */
  readonly changed: Emitter<DiskState>
  private known: DiskState
  private isUnknown = false
  private timer: Disposable | null = null
  private isOver = false

  constructor(private readonly parts: DiskRoomParts) {
    const { reserveBytes, logger } = parts
    this.known = { freeBytes: Number.POSITIVE_INFINITY, reserveBytes, isLow: false }
    this.changed = new Emitter<DiskState>((error) => {
      logger.error('a change of the disk was not heard', { cause: describeError(error) })
    })
  }

  /** As it was looked at last. */
  get state(): DiskState {
    return this.known
  }

  /** Looks now, and every minute. */
  async start(): Promise<void> {
    await this.look()
    if (!this.isOver) this.timer = this.parts.clock.schedule(LOOK_EVERY_MS, () => void this.start())
  }

  /** Throws `NoRoomError` where the reserve would be touched. */
  async assertRoomFor(bytes: number): Promise<void> {
    const state = await this.look()
    if (state.reserveBytes > 0 && state.freeBytes - bytes < state.reserveBytes) throw new NoRoomError(bytes, state)
  }

  async look(): Promise<DiskState> {
    const { folder, reserveBytes, logger, freeBytes = freeOf } = this.parts
    const before = this.known
    try {
      const free = await freeBytes(folder)
      this.known = { freeBytes: free, reserveBytes, isLow: free < reserveBytes }
    } catch (error) {
      // Then a full disk is noticed when it is full.
      if (!this.isUnknown) logger.warn('the disk does not say how much is free', { cause: describeError(error) })
      this.isUnknown = true
    }
    const { isLow, freeBytes: free } = this.known
    if (isLow === before.isLow) return this.known
    const facts = { freeMB: Math.floor(free / MEGABYTE), reserveMB: Math.floor(reserveBytes / MEGABYTE) }
    if (isLow) logger.error('the disk has no room for files any more', facts)
    else logger.info('the disk has room for files again', facts)
    this.changed.emit(this.known)
    return this.known
  }

  dispose(): void {
    this.isOver = true
    this.timer?.dispose()
    this.changed.dispose()
  }
}

async function freeOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

function inMB(bytes: number): string {
  return `${String(Math.ceil(bytes / MEGABYTE))} MB`
}
