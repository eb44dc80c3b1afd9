import type { Socket } from 'node:net'

import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import type { Flow } from './flow'
import { StreamFramer, type Frame } from './stream-framer'
import type { TransportFailure } from './transport-failure'

/** RFC 5626 §3.5.1 and §4.4.1: a ping within 120 s for TCP (NAT boxes forget sooner), its pong within 10 s. */
const PING_EVERY_MS = 30_000
const PONG_WITHIN_MS = 10_000

/** SIP over TCP or TLS: Content-Length framing and CRLF keep-alive. */
export class StreamFlow implements Flow {
  onMessage: ((text: string) => void) | null = null
  onLost: ((failure: TransportFailure) => void) | null = null
  readonly localAddress: string
  readonly remoteAddress: string | null

  private readonly framer = new StreamFramer()
  private pingTimer: Disposable
  private pongTimer: Disposable | null = null
  /** Not every server answers pings (support is optional without `outbound`): silence counts only after a first pong. */
  private answersPings = false
  private isOver = false

  constructor(
    private readonly socket: Socket,
    private readonly clock: Clock,
  ) {
    this.remoteAddress = socket.remoteAddress ?? null
    const address = socket.localAddress ?? '0.0.0.0'
    this.localAddress = `${address.includes(':') ? `[${address}]` : address}:${String(socket.localPort ?? 0)}`
    socket.on('data', (chunk: Buffer) => {
      this.receive(this.framer.push(chunk))
    })
    socket.on('error', (error) => {
      this.lose({ layer: 'sip', reason: 'connectionLost', detail: (error as NodeJS.ErrnoException).code ?? error.name })
    })
    socket.on('close', () => {
      this.lose({ layer: 'sip', reason: 'connectionLost', detail: null })
    })
    this.pingTimer = clock.schedule(PING_EVERY_MS, () => {
      this.ping()
    })
  }

  send(text: string): void {
    this.socket.write(text)
  }

  close(): void {
    if (this.isOver) return
    this.finish()
    this.socket.end()
    // A peer that never closes its half must not keep the socket.
    this.clock.schedule(1_000, () => {
      this.socket.destroy()
    })
  }

  private receive(frames: readonly Frame[]): void {
    for (const frame of frames) {
      if (this.isOver) return
      this.pongTimer?.dispose()
      this.pongTimer = null
      switch (frame.kind) {
        case 'message':
          this.onMessage?.(frame.text)
          break
        case 'ping':
          this.socket.write('\r\n')
          break
        case 'pong':
          this.answersPings = true
          break
        case 'broken':
          this.lose({ layer: 'sip', reason: frame.reason, detail: frame.detail })
          break
      }
    }
  }

  private ping(): void {
    this.socket.write('\r\n\r\n')
    if (this.answersPings) {
      this.pongTimer = this.clock.schedule(PONG_WITHIN_MS, () => {
        this.lose({ layer: 'sip', reason: 'connectionLost', detail: 'no answer to keep-alive' })
      })
    }
    this.pingTimer = this.clock.schedule(PING_EVERY_MS, () => {
      this.ping()
    })
  }

  private lose(failure: TransportFailure): void {
    if (this.isOver) return
    this.finish()
    this.socket.destroy()
    this.onLost?.(failure)
  }

  private finish(): void {
    this.isOver = true
    this.pingTimer.dispose()
    this.pongTimer?.dispose()
  }
}
