import { VISITOR_CALL_RETURN_MS, type DeskCallFrame, type HubCallFrame } from '#shared/contract/visitor-calls'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import type { Logger } from '#shared/lib/logger'
import type { CallSocket, OpenCallSocket } from './hub-call-socket'

export interface CallLineDependencies {
  readonly open: OpenCallSocket
  readonly clock: Clock
  readonly logger: Logger
}

export interface CallLineListener {
  /** A socket stands and knows of nothing yet. */
  readonly onOpen: () => void
  readonly onFrame: (frame: Exclude<HubCallFrame, { type: 'pong' }>) => void
  /** The socket that stood is gone and is sought again. */
  readonly onLost: () => void
  /** It did not come back in the time for which the hub keeps a call. */
  readonly onGone: () => void
}

const FIRST_RETRY_MS = 200
const MAX_RETRY_MS = 2_000
const PING_EVERY_MS = 5_000
const PONG_WITHIN_MS = 5_000

/** The way of one call to the hub, over as many sockets as it takes. */
export class CallLine implements Disposable {
  private socket: CallSocket | null = null
  private isOpen = false
  private isOver = false
  /** `null` while frames come. */
  private awaySinceMs: number | null
  private retryMs = FIRST_RETRY_MS
  private nonce = 0
  private timer: Disposable | null = null

  constructor(
    private readonly deps: CallLineDependencies,
    private readonly listener: CallLineListener,
  ) {
    this.awaySinceMs = deps.clock.now()
    this.connect()
  }

  /** `false`: there is no socket to say it on. */
  send(frame: DeskCallFrame): boolean {
    if (!this.isOpen || this.isOver) return false
    this.socket?.send(frame)
    return true
  }

  /** The hub has ended this socket with its word; the call may still go on over the next one. */
  reopen(): void {
    this.socket?.close()
    this.connect()
  }

  /** What was sent before is still delivered. */
  dispose(): void {
    this.isOver = true
    this.timer?.dispose()
    this.socket?.close()
  }

  private connect(): void {
    this.timer?.dispose()
    this.isOpen = false
    this.socket = this.deps.open({
      onOpen: () => {
        this.isOpen = true
        this.schedulePing()
        this.listener.onOpen()
      },
      onFrame: (frame) => {
        this.awaySinceMs = null
        this.retryMs = FIRST_RETRY_MS
        if (frame.type !== 'pong') this.listener.onFrame(frame)
        else if (frame.nonce === this.nonce) this.schedulePing()
      },
      onLost: (why) => {
        this.handleLost(why)
      },
    })
  }

  private handleLost(why: string): void {
    if (this.isOver) return
    const { clock, logger } = this.deps
    const wasOpen = this.isOpen
    this.isOpen = false
    this.timer?.dispose()
    this.awaySinceMs ??= clock.now()
    logger.info('the way of a call to the hub broke', { why })
    if (clock.now() - this.awaySinceMs >= VISITOR_CALL_RETURN_MS) {
      this.isOver = true
      this.listener.onGone()
      return
    }
    if (wasOpen) this.listener.onLost()
    this.timer = clock.schedule(this.retryMs, () => {
      this.connect()
    })
    this.retryMs = Math.min(MAX_RETRY_MS, this.retryMs * 2)
  }

  private schedulePing(): void {
    this.timer?.dispose()
    this.timer = this.deps.clock.schedule(PING_EVERY_MS, () => {
      this.nonce += 1
      this.send({ type: 'ping', nonce: this.nonce })
      this.timer = this.deps.clock.schedule(PONG_WITHIN_MS, () => {
        this.socket?.close()
        this.handleLost('no answer to a ping')
      })
    })
  }
}
