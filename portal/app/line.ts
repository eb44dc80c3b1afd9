import {
  PORTAL_CLOSE,
  PORTAL_PROTOCOL,
  PORTAL_SUBPROTOCOL,
  portalFrame,
  type PageFrame,
  type PortalFrame,
} from '#shared/contract/portal'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

import type { ClosedWord, Language } from './words'

const PING_EVERY_MS = 25_000
const PONG_WITHIN_MS = 10_000
const FIRST_PAUSE_MS = 400
const LONGEST_PAUSE_MS = 15_000

const FINAL: Readonly<Record<number, ClosedWord>> = {
  [PORTAL_CLOSE.unknownKey]: 'unknownKey',
  [PORTAL_CLOSE.expiredKey]: 'expiredKey',
  [PORTAL_CLOSE.revokedKey]: 'revokedKey',
  [PORTAL_CLOSE.channelGone]: 'channelGone',
  [PORTAL_CLOSE.protocolMismatch]: 'outdated',
}

export interface LineListener {
  frame(frame: PortalFrame): void
  /** The line is gone; it is tried again. */
  lost(): void
  closed(why: ClosedWord): void
}

export interface LineOptions {
  readonly url: string
  readonly key: string
  readonly channelId: string | null
  readonly language: Language
  readonly pageId: string
  /** Is the page before the person's eyes? Asked when the line opens. */
  readonly isLooking: () => boolean
  readonly clock: Clock
  readonly random: () => number
  readonly listener: LineListener
}

/** The page's connection with the hub: comes back by itself, sooner when the browser says that there is a network. */
export class Line {
  private socket: WebSocket | null = null
  private timer: Disposable | null = null
  private pauseMs = FIRST_PAUSE_MS
  private isOver = false
  private isReady = false

  constructor(private readonly options: LineOptions) {}

  open(): void {
    if (this.isOver || this.socket) return
    this.timer?.dispose()
    const socket = new WebSocket(this.options.url, PORTAL_SUBPROTOCOL)
    this.socket = socket
    socket.addEventListener('open', () => {
      const { key, channelId, language, pageId } = this.options
      const isLooking = this.options.isLooking()
      const about = { key, channelId, language, pageId, isLooking }
      socket.send(JSON.stringify({ type: 'hello', protocol: PORTAL_PROTOCOL, ...about } satisfies PageFrame))
      this.expectPing()
    })
    socket.addEventListener('message', ({ data }) => {
      const frame = portalFrame.safeParse(JSON.parse(String(data)))
      if (!frame.success) return
      if (frame.data.type === 'welcome') {
        this.isReady = true
        this.pauseMs = FIRST_PAUSE_MS
      }
      this.expectPing()
      this.options.listener.frame(frame.data)
    })
    socket.addEventListener('close', ({ code }) => {
      if (this.socket === socket) this.ended(code)
    })
  }

  /** A network came, or the page came to the front. */
  hurry(): void {
    if (this.socket) return
    this.pauseMs = FIRST_PAUSE_MS
    this.open()
  }

  /** Until `open`: the page goes out of sight for good, or may come back from the browser's own cache. */
  rest(): void {
    const { socket } = this
    this.socket = null
    this.isReady = false
    this.timer?.dispose()
    socket?.close()
  }

  /** Lost where there is no line: what must not be lost waits in the outbox. */
  send(frame: PageFrame): boolean {
    if (!this.isReady || this.socket?.readyState !== WebSocket.OPEN) return false
    this.socket.send(JSON.stringify(frame))
    return true
  }

  private expectPing(): void {
    const { clock } = this.options
    this.timer?.dispose()
    this.timer = clock.schedule(PING_EVERY_MS, () => {
      this.send({ type: 'ping', nonce: 0 })
      this.timer = clock.schedule(PONG_WITHIN_MS, () => {
        const { socket } = this
        // The browser may wait for minutes for a line that is dead.
        this.ended(0)
        socket?.close()
      })
    })
  }

  private ended(code: number): void {
    this.socket = null
    this.isReady = false
    this.timer?.dispose()
    const why = FINAL[code]
    if (why !== undefined) {
      this.isOver = true
      this.options.listener.closed(why)
      return
    }
    this.options.listener.lost()
    const pauseMs = this.pauseMs * (0.5 + this.options.random())
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS)
    this.timer = this.options.clock.schedule(pauseMs, () => {
      this.open()
    })
  }
}
