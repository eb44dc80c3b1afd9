import type { Socket } from 'node:net'

import { WebSocket, type RawData } from 'ws'

import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { err, ok, type Result } from '#shared/lib/result'
import type { Flow } from './flow'
import { countHeaders, MAX_HEADERS, MAX_MESSAGE_BYTES } from './stream-framer'
import type { TransportFailure } from './transport-failure'

export interface WebSocketTarget {
  readonly host: string
  readonly port: number
  readonly webSocketPath: string
}

export interface WebSocketOptions {
  readonly clock: Clock
  readonly userAgent: string
}

const HANDSHAKE_TIMEOUT_MS = 5_000
const PING_EVERY_MS = 25_000
const PONG_WITHIN_MS = 10_000

/** The HTTP upgrade over a connection that stands already (RFC 7118, subprotocol `sip`). */
export function startWebSocket(
  stream: Socket,
  target: WebSocketTarget,
  options: WebSocketOptions,
): Promise<Result<Flow, TransportFailure>> {
  return new Promise((done) => {
    // `ws:` also over TLS: the stream is secured already, the library must not do it again.
    const socket = new WebSocket(`ws://${target.host}:${String(target.port)}${target.webSocketPath}`, 'sip', {
      createConnection: () => stream,
      maxPayload: MAX_MESSAGE_BYTES,
      perMessageDeflate: false,
      headers: { 'User-Agent': options.userAgent },
    })
    const fail = (reason: 'notWebSocket' | 'timedOut', detail: string) => {
      timer.dispose()
      socket.removeAllListeners()
      socket.on('error', () => undefined)
      socket.terminate()
      stream.destroy()
      done(err({ layer: 'webSocket', reason, detail }))
    }
    const timer = options.clock.schedule(HANDSHAKE_TIMEOUT_MS, () => {
      fail('timedOut', 'no answer to the WebSocket upgrade')
    })
    socket.once('unexpected-response', (_request, response) => {
      fail('notWebSocket', `HTTP ${String(response.statusCode ?? 0)}`)
    })
    socket.once('error', (error) => {
      fail('notWebSocket', (error as NodeJS.ErrnoException).code ?? error.message)
    })
    socket.once('open', () => {
      timer.dispose()
      socket.removeAllListeners()
      done(ok(new WebSocketFlow(socket, stream.remoteAddress ?? null, options.clock)))
    })
  })
}

class WebSocketFlow implements Flow {
  onMessage: ((text: string) => void) | null = null
  onLost: ((failure: TransportFailure) => void) | null = null
  readonly localAddress = null

  private pingTimer: Disposable
  private pongTimer: Disposable | null = null
  private isOver = false

  constructor(
    private readonly socket: WebSocket,
    readonly remoteAddress: string | null,
    private readonly clock: Clock,
  ) {
    socket.on('message', (data) => {
      this.receive(textOf(data))
    })
    socket.on('pong', () => {
      this.pongTimer?.dispose()
    })
    socket.on('error', (error) => {
      this.lose('connectionLost', (error as NodeJS.ErrnoException).code ?? error.name)
    })
    socket.on('close', (code) => {
      this.lose('connectionLost', `WebSocket ${String(code)}`)
    })
    this.pingTimer = this.schedulePing()
  }

  send(text: string): void {
    this.socket.send(text)
  }

  close(): void {
    if (this.isOver) return
    this.finish()
    this.socket.close(1000)
    this.clock.schedule(1_000, () => {
      this.socket.terminate()
    })
  }

  private receive(text: string): void {
    if (this.isOver) return
    this.pongTimer?.dispose()
    // RFC 7118 leaves keep-alive to WebSocket pings, but some servers send CRLF as on TCP.
    if (text === '\r\n\r\n') this.socket.send('\r\n')
    if (text.trim() === '') return
    const headEnd = text.indexOf('\r\n\r\n')
    if (!/^(SIP\/2\.0 |[!-~]+ .* SIP\/\d)/.test(text) || headEnd === -1) {
      this.lose('notSip', 'a WebSocket frame that is no SIP message')
      return
    }
    if (countHeaders(text.slice(0, headEnd)) > MAX_HEADERS) {
      this.lose('notSip', 'too many headers')
      return
    }
    this.onMessage?.(text)
  }

  private schedulePing(): Disposable {
    return this.clock.schedule(PING_EVERY_MS, () => {
      this.socket.ping()
      this.pongTimer?.dispose()
      this.pongTimer = this.clock.schedule(PONG_WITHIN_MS, () => {
        this.lose('connectionLost', 'no answer to keep-alive')
      })
      this.pingTimer = this.schedulePing()
    })
  }

  private lose(reason: 'connectionLost' | 'notSip', detail: string): void {
    if (this.isOver) return
    this.finish()
    this.socket.terminate()
    this.onLost?.({ layer: 'sip', reason, detail })
  }

  private finish(): void {
    this.isOver = true
    this.pingTimer.dispose()
    this.pongTimer?.dispose()
  }
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8')
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString('utf8')
}
