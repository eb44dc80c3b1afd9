import { randomUUID } from 'node:crypto'

import { SYNC_PROTOCOL, type DeskFrame } from '#shared/contract/sync'
import { retryDelayMs } from '../../../../renderer/sync/retry-delay'
import { Had, type Delays } from './arrivals'
import { DeskLine } from './desk-line'
import type { KnownFrames } from './known-frames'
import { monotonicMs } from './words'

/** What must never be, counted over all desks. */
export interface Faults {
  /** A change at or below the cursor, beyond the frame's own end, or a cursor that went back. */
  cursor: number
  order: number
  unexpected: number
}

export interface DeskWorld {
  readonly frames: KnownFrames
  readonly delays: Delays
  readonly faults: Faults
  /** Frames and bytes that came. */
  readonly counts: { frames: number; bytes: number }
  /** When the last message came to the last desk. */
  lastMs: number
}

/** One desk as its sync worker is: it keeps a cursor, and comes back with it after a pause that grows. */
export class LoadDesk {
  readonly had = new Had()
  isLive = false
  /** When it lost its hub, until it has caught up at another. */
  lostMs: number | null = null
  /** Longest time without a hub. */
  awayMs = 0
  /** When it last caught up, and with what. */
  liveMs = 0
  cursor: number
  feedId: string | null
  private failures = 0
  private line: DeskLine | null = null
  private isClosed = false
  private readonly deskId = randomUUID()

  constructor(
    private readonly world: DeskWorld,
    private readonly hubs: readonly string[],
    private place: number,
    private readonly token: string,
    start: { readonly cursor: number; readonly feedId: string | null },
  ) {
    this.cursor = start.cursor
    this.feedId = start.feedId
  }

  connect(): void {
    const url = this.hubs[this.place % this.hubs.length] ?? ''
    const line = new DeskLine(`${url}/sync`, ['otklik.sync', this.token], {
      opened: () => {
        line.send(JSON.stringify(this.hello()))
      },
      received: (payload, isDeflated) => {
        this.received(payload, isDeflated)
      },
      closed: () => {
        this.lost()
      },
    })
    this.line = line
  }

  close(): void {
    this.isClosed = true
    this.line?.terminate()
  }

  private hello(): DeskFrame {
    const { cursor, feedId, deskId } = this
    return { type: 'hello', protocol: SYNC_PROTOCOL, cursor, feedId, deskId }
  }

  private received(bytes: Buffer, isDeflated: boolean): void {
    const { frames, delays, faults, counts } = this.world
    const nowMs = monotonicMs()
    counts.frames += 1
    counts.bytes += bytes.length
    const frame = frames.of(bytes, isDeflated)
    if (frame.type === 'welcome') {
      this.feedId = frame.feedId
      this.failures = 0
      return
    }
    // It comes again in its place.
    if (frame.type === 'ahead') return
    if (frame.type !== 'changes') {
      faults.unexpected += 1
      return
    }
    const { upTo, span, isInOrder, told, caughtUp } = frame
    // The frames of a snapshot carry the cursor at which it began, and 0 until it is whole.
    const isSnapshot = this.cursor === 0
    if (!isInOrder) faults.order += 1
    if (!isSnapshot && (upTo < this.cursor || (span && (span[0] <= this.cursor || span[1] > upTo)))) faults.cursor += 1
    for (const { number, leftMs } of told) {
      this.had.add(number)
      delays.add(nowMs - leftMs)
    }
    if (told.length > 0) this.world.lastMs = nowMs
    this.cursor = upTo
    if (!caughtUp) return
    this.isLive = true
    this.liveMs = nowMs
    if (this.lostMs === null) return
    this.awayMs = Math.max(this.awayMs, nowMs - this.lostMs)
    this.lostMs = null
  }

  private lost(): void {
    if (this.isClosed) return
    this.isLive = false
    this.lostMs ??= monotonicMs()
    // As a load balancer does: whoever comes back is led to a hub that is there.
    this.place += 1
    const delayMs = retryDelayMs(this.failures, Math.random)
    this.failures += 1
    setTimeout(() => {
      if (!this.isClosed) this.connect()
    }, delayMs)
  }
}
