import type { WebSocket } from 'ws'

import { wallDeskFrame, type WallDeskFrame, type WallHubFrame } from '#shared/contract/wall'
import { SYNC_CLOSE } from '#shared/contract/sync'
import { casesBehind } from '#shared/domain/wall/behind'
import type { WallView } from '#shared/domain/wall/wall-view'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { DiskRoom } from '../files/disk-room'
import type { Store } from '../store/store'
import { firstFrameMs } from '../store/wall-log'
import type { LiveWall } from '../wall/live-wall'
import { Replay } from '../wall/replay'
import type { DeskSocket } from './desk-sockets'
import { parseFrame } from './parse-frame'

const MAX_FRAME_BYTES = 16 * 1024
/** A screen that does not read misses what lies between: it is sent all of the wall once it reads again. */
const MAX_BUFFERED_BYTES = 1024 * 1024

export interface WallSocketDependencies {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly wall: LiveWall
  readonly room: Pick<DiskRoom, 'state' | 'changed'>
}

/** WebSocket `/wall` (shared/contract/wall.ts): one screen that shows the supervisor's wall. */
export function wallSocket(deps: WallSocketDependencies): DeskSocket {
  const frames = new SharedFrames()
  return {
    path: '/wall',
    protocol: 'otklik.wall',
    maxFrameBytes: MAX_FRAME_BYTES,
    access: 'supervisor',
    opened(socket) {
      new WallScreen(socket, deps, frames).open()
    },
  }
}

class WallScreen {
  private live: Disposable | null = null
  private disk: Disposable | null = null
  private replay: Replay | null = null
  private hasMissed = false

  constructor(
    private readonly socket: WebSocket,
    private readonly deps: WallSocketDependencies,
    private readonly frames: SharedFrames,
  ) {}

  open(): void {
    this.socket.on('message', (data, isBinary) => {
      const frame = parseFrame(wallDeskFrame, data, isBinary)
      if (frame) this.received(frame)
      else this.socket.close(SYNC_CLOSE.badFrame, 'a frame did not parse')
    })
    this.socket.on('error', (error) => {
      this.deps.logger.warn('a wall’s connection failed', { cause: describeError(error) })
    })
    this.socket.on('close', () => {
      this.stop()
    })
  }

  private received(frame: WallDeskFrame): void {
    switch (frame.type) {
      case 'live':
        this.showLive()
        return
      case 'replay':
        this.showAgain(frame.atMs, frame.speed)
        return
      case 'cases': {
        const wall = this.replay?.now ?? this.deps.wall.now
        this.send({ type: 'cases', ask: frame.ask, cases: [...casesBehind(wall, frame.of)] })
        return
      }
    }
  }

  private showLive(): void {
    this.stop()
    let isFirst = true
    this.live = this.deps.wall.watch((view, atMs) => {
      const isWhole = isFirst || this.hasMissed
      isFirst = false
      if (this.socket.bufferedAmount > MAX_BUFFERED_BYTES) {
        this.hasMissed = true
        return
      }
      if (!isWhole) {
        this.sendText(this.frames.of(view, atMs))
        return
      }
      this.hasMissed = false
      this.send({ type: 'wall', isWhole, atMs, view: plain(this.deps.wall.now.view()) })
    })
    this.tellExtent()
    this.disk = this.deps.room.changed.on(() => {
      this.tellExtent()
    })
  }

  private tellExtent(): void {
    this.deps.store.read(firstFrameMs).then(
      (fromMs) => {
        const { isLow, freeBytes, reserveBytes } = this.deps.room.state
        this.send({ type: 'extent', fromMs, disk: isLow ? { freeBytes, reserveBytes } : null })
      },
      (error: unknown) => {
        this.failed(error)
      },
    )
  }

  private showAgain(atMs: number, speed: number): void {
    this.stop()
    this.replay = new Replay(this.deps, atMs, speed, {
      shown: (view, shownMs, isWhole) => {
        this.send({ type: 'wall', isWhole, atMs: shownMs, view: plain(view) })
      },
      ended: () => {
        this.send({ type: 'ended' })
      },
    })
    this.replay.begin().catch((error: unknown) => {
      this.failed(error)
    })
  }

  private stop(): void {
    this.live?.dispose()
    this.live = null
    this.disk?.dispose()
    this.disk = null
    this.replay?.stop()
    this.replay = null
  }

  private failed(error: unknown): void {
    this.deps.logger.error('a wall could not be shown', { cause: describeError(error) })
    this.socket.close(1011, 'internal')
  }

  private send(frame: WallHubFrame): void {
    this.sendText(JSON.stringify(frame))
  }

  private sendText(text: string): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(text)
  }
}

/** What changed is put into words once for all screens. */
class SharedFrames {
  private last: { readonly view: WallView; readonly text: string } | null = null

  of(view: WallView, atMs: number): string {
    if (this.last?.view !== view) {
      const frame: WallHubFrame = { type: 'wall', isWhole: false, atMs, view: plain(view) }
      this.last = { view, text: JSON.stringify(frame) }
    }
    return this.last.text
  }
}

/** The contract's arrays may be written to. */
function plain(view: WallView): Extract<WallHubFrame, { type: 'wall' }>['view'] {
  return {
    ...view,
    queues: [...view.queues],
    agents: [...view.agents],
    goneAgents: [...view.goneAgents],
    hours: [...view.hours],
  }
}
