import type { Socket } from 'node:net'

import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import type { Result } from '#shared/lib/result'
import { DatagramKeepAlive } from './datagram-keep-alive'
import { formatEndpoint, type DatagramSocket, type Endpoint } from './datagram-socket'
import { DatagramTransactions } from './datagram-transactions'
import type { Flow } from './flow'
import { LargeRequests } from './large-requests'
import { countHeaders, MAX_HEADERS } from './stream-framer'
import type { TransportFailure } from './transport-failure'

export interface DatagramFlowOptions {
  readonly clock: Clock
  readonly userAgent: string
  readonly addressOfRecord: string
  /** A TCP connection to the same server, for requests that do not fit into a datagram. */
  readonly openStream: () => Promise<Result<Socket, TransportFailure>>
}

/** Five tries of the first request, by timers A and E alike. */
const FIRST_ANSWER_WITHIN_MS = 10_000

const START_LINE = /^(SIP\/2\.0 \d{3}[ \r]|[!-~]+ .* SIP\/\d\.\d\r\n)/

/** SIP over UDP (ADR 24): one message a datagram, repeated until it is answered, and a watch over the server. */
export class DatagramFlow implements Flow {
  onMessage: ((text: string) => void) | null = null
  onLost: ((failure: TransportFailure) => void) | null = null
  readonly localAddress: string
  readonly remoteAddress: string

  private readonly transactions: DatagramTransactions
  private readonly keepAlive: DatagramKeepAlive
  private readonly large: LargeRequests
  private seenAs: string | null = null
  private hasHeardSip = false
  private isOver = false
  private firstAnswerTimer: Disposable | null = null

  constructor(
    private readonly socket: DatagramSocket,
    private readonly options: DatagramFlowOptions,
  ) {
    this.localAddress = formatEndpoint(socket.local)
    this.remoteAddress = socket.remote.address
    const transmit = (text: string) => {
      this.socket.send(Buffer.from(text))
    }
    this.transactions = new DatagramTransactions({ clock: options.clock, transmit })
    this.large = new LargeRequests({
      clock: options.clock,
      openStream: options.openStream,
      onMessage: (text) => {
        if (!this.isOver) this.onMessage?.(text)
      },
      sendAsDatagram: (text) => {
        if (!this.isOver) this.transactions.handleOutgoing(text)
      },
    })
    this.keepAlive = new DatagramKeepAlive({
      clock: options.clock,
      userAgent: options.userAgent,
      addressOfRecord: options.addressOfRecord,
      sentBy: this.localAddress,
      server: formatEndpoint(socket.remote),
      ask: (text) => {
        this.transactions.handleOutgoing(text)
      },
      onSilent: () => {
        this.lose({ layer: 'sip', reason: 'connectionLost', detail: 'no answer to keep-alive' })
      },
    })
    socket.onDatagram = (bytes) => {
      this.receive(bytes)
    }
    socket.onError = (code) => {
      const reason = code === 'ECONNREFUSED' ? 'connectionRefused' : 'connectionLost'
      this.lose({ layer: 'sip', reason, detail: code })
    }
  }

  get publicAddress(): string | null {
    return this.seenAs
  }

  send(text: string): void {
    if (this.isOver) return
    // Nothing was connected, so the first question stands for it: another server may be worth trying.
    if (!this.hasHeardSip)
      this.firstAnswerTimer ??= this.options.clock.schedule(FIRST_ANSWER_WITHIN_MS, () => {
        this.lose({ layer: 'sip', reason: 'timedOut', detail: null })
      })
    if (!this.large.takes(text)) this.transactions.handleOutgoing(text)
  }

  close(): void {
    if (this.isOver) return
    this.finish()
  }

  private receive(bytes: Buffer): void {
    if (this.isOver) return
    this.keepAlive.noteSignOfLife()
    const text = readDatagram(bytes)
    if (text === null) {
      // Once the server has spoken SIP, stray bytes and its own keep-alives are no reason to leave it.
      if (!this.hasHeardSip && bytes.toString('latin1').trim() !== '')
        this.lose({ layer: 'sip', reason: 'notSip', detail: 'a datagram that is no SIP message' })
      return
    }
    this.hasHeardSip = true
    this.firstAnswerTimer?.dispose()
    if (text.startsWith('SIP/')) this.seenAs = seenFromOutside(text) ?? this.seenAs
    const stamped = stampSource(text, this.socket.remote)
    if (!this.transactions.handleIncoming(stamped) || this.keepAlive.takes(stamped)) return
    this.onMessage?.(stamped)
  }

  private lose(failure: TransportFailure): void {
    if (this.isOver) return
    this.finish()
    this.onLost?.(failure)
  }

  private finish(): void {
    this.isOver = true
    this.keepAlive.dispose()
    this.firstAnswerTimer?.dispose()
    this.transactions.dispose()
    this.large.dispose()
    this.socket.close()
  }
}

/** RFC 3261 §18.3: what is behind the body is no part of it, and a body cut short makes the message worthless. */
export function readDatagram(bytes: Buffer): string | null {
  const headEnd = bytes.indexOf('\r\n\r\n')
  if (headEnd === -1) return null
  const head = bytes.toString('utf8', 0, headEnd + 2)
  if (!START_LINE.test(head) || countHeaders(head) > MAX_HEADERS) return null
  const body = bytes.subarray(headEnd + 4)
  const length = /\r\n(?:content-length|l)[ \t]*:[ \t]*(\d{1,9})[ \t]*\r\n/i.exec(head)?.[1]
  const wanted = length === undefined ? body.length : Number(length)
  if (wanted > body.length) return null
  return `${head}\r\n${body.toString('utf8', 0, wanted)}`
}

/** `received` and `rport` of the answer's Via (RFC 3581 §4): the outside of the NAT between us and the server. */
function seenFromOutside(text: string): string | null {
  const via = /\r\n(?:via|v)[ \t]*:([^\r\n,]*)/i.exec(text)?.[1] ?? ''
  const address = /;\s*received\s*=\s*\[?([\da-f.:]+)\]?\s*(?:;|$)/i.exec(via)?.[1]
  const port = /;\s*rport\s*=\s*(\d{1,5})\s*(?:;|$)/i.exec(via)?.[1]
  return address === undefined || port === undefined ? null : formatEndpoint({ address, port: Number(port) })
}

/** RFC 3581 §4: the answer to a request that asks for it names where the request came from. */
function stampSource(text: string, { address, port }: Endpoint): string {
  if (text.startsWith('SIP/')) return text
  return text.replace(
    /(\r\n(?:via|v)[ \t]*:[^\r\n,]*?;[ \t]*rport)(?=[ \t]*[;,\r])/i,
    `$1=${String(port)};received=${address}`,
  )
}
