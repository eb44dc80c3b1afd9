import { systemClock } from '#shared/lib/clock'
import { err, ok } from '#shared/lib/result'
import type { Flow } from '../transport/flow'
import type { OpenFlow } from '../transport/open-flow'
import type { TransportFailure } from '../transport/transport-failure'
import { isHeader, isResponse, parseWireMessage } from '../transport/wire-message'

/** A message as the peer sees it. */
export interface Heard {
  readonly text: string
  /** Method of a request, `null` for a response. */
  readonly method: string | null
  readonly status: number | null
  readonly cseqMethod: string
  readonly body: string
  header(name: string): string
  headers(name: string): readonly string[]
}

export interface Reply {
  readonly headers?: readonly string[]
  readonly body?: string
  readonly toTag?: string
}

export const PEER_SDP = [
  'v=0',
  'o=peer 1 1 IN IP4 127.0.0.1',
  's=-',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'm=audio 42000 RTP/AVP 8 101',
  'a=rtpmap:8 PCMA/8000',
  'a=rtpmap:101 telephone-event/8000',
  'a=sendrecv',
  '',
].join('\r\n')

const LIMIT_MS = 4_000

/** A SIP server that speaks only when told, and takes registrations by itself. */
export class FakePeer {
  readonly heard: Heard[] = []
  /** Answer to REGISTER; a test may put its own here. */
  onRegister: (request: Heard) => void = (request) => {
    this.reply(request, 200, { headers: [`Contact: ${request.header('contact')}`] })
  }
  /** Answer to SUBSCRIBE, which most tests do not care about; such are not noted. */
  onSubscribe: (request: Heard) => void = (request) => {
    this.reply(request, 489)
  }
  /** Connections that were opened, the last one included. */
  connections = 0
  isDown = false

  private flow: FakeFlow | null = null
  private readonly unread: Heard[] = []
  private readonly waiting = new Set<() => void>()
  private branch = 0

  readonly openFlow: OpenFlow = async () => {
    if (this.isDown) return err<TransportFailure>({ layer: 'connect', reason: 'connectionRefused', detail: null })
    this.connections += 1
    const flow = new FakeFlow((text) => {
      if (this.flow === flow) this.hear(text)
    })
    this.flow = flow
    return ok<Flow>(flow)
  }

  /** The next unread message of this method or status; what came before it is skipped. */
  async next(what: string | number): Promise<Heard> {
    const matches = (message: Heard) => (typeof what === 'number' ? message.status === what : message.method === what)
    const wait = { isOver: false }
    const limit = systemClock.schedule(LIMIT_MS, () => {
      wait.isOver = true
      for (const look of [...this.waiting]) look()
    })
    for (;;) {
      const index = this.unread.findIndex(matches)
      const found = this.unread[index]
      if (found) {
        this.unread.splice(0, index + 1)
        limit.dispose()
        return found
      }
      if (wait.isOver)
        throw new Error(`The phone did not send ${String(what)}. Heard: ${this.heard.map(summary).join(', ')}`)
      await new Promise<void>((resolve) => {
        const look = () => {
          this.waiting.delete(look)
          resolve()
        }
        this.waiting.add(look)
      })
    }
  }

  count(method: string): number {
    return this.heard.filter((message) => message.method === method).length
  }

  reply(request: Heard, status: number, { headers = [], body = '', toTag = 'peer' }: Reply = {}): void {
    const to = request.header('to')
    this.say([
      `SIP/2.0 ${String(status)} Text`,
      ...request.headers('via').map((via) => `Via: ${via}`),
      `From: ${request.header('from')}`,
      `To: ${/;tag=/.test(to) ? to : `${to};tag=${toTag}`}`,
      `Call-ID: ${request.header('call-id')}`,
      `CSeq: ${request.header('cseq')}`,
      ...(status < 300 && request.method === 'INVITE' ? ['Contact: <sip:peer@127.0.0.1:5060>'] : []),
      ...headers,
      ...bodyLines(body),
    ])
  }

  /** A request that starts a call towards the phone. */
  invite(
    options: {
      readonly callId?: string
      readonly body?: string
      readonly headers?: readonly string[]
      readonly target?: string
      readonly from?: string
    } = {},
  ): Heard {
    return this.send('INVITE', {
      callId: options.callId ?? 'incoming-1',
      cseq: 1,
      from: options.from ?? '"Иван" <sip:+79001112233@pbx.test>;tag=caller',
      to: '<sip:agent@pbx.test>',
      target: options.target ?? 'sip:agent@here',
      headers: ['Contact: <sip:caller@127.0.0.1:5060>', ...(options.headers ?? [])],
      body: options.body ?? PEER_SDP,
    })
  }

  cancel(invite: Heard, headers: readonly string[] = []): void {
    this.say([
      `CANCEL sip:agent@here SIP/2.0`,
      `Via: ${invite.header('via')}`,
      `From: ${invite.header('from')}`,
      `To: ${invite.header('to')}`,
      `Call-ID: ${invite.header('call-id')}`,
      'CSeq: 1 CANCEL',
      ...headers,
      ...bodyLines(''),
    ])
  }

  /** A request inside the dialog that `answered` (a 200 of the phone, or its INVITE answered by us) made. */
  within(
    method: string,
    dialog: { readonly local: string; readonly remote: string; readonly callId: string },
    options: {
      readonly cseq: number
      readonly headers?: readonly string[]
      readonly body?: string
      readonly branch?: string
    },
  ): Heard {
    return this.send(method, {
      callId: dialog.callId,
      cseq: options.cseq,
      from: dialog.local,
      to: dialog.remote,
      target: 'sip:phone@here',
      headers: ['Contact: <sip:caller@127.0.0.1:5060>', ...(options.headers ?? [])],
      body: options.body ?? '',
    })
  }

  /** Raw bytes, as they are. */
  inject(text: string): void {
    this.flow?.onMessage?.(text)
  }

  drop(): void {
    const { flow } = this
    this.flow = null
    flow?.onLost?.({ layer: 'sip', reason: 'connectionLost', detail: 'dropped by the test' })
  }

  private send(
    method: string,
    parts: {
      readonly callId: string
      readonly cseq: number
      readonly from: string
      readonly to: string
      readonly target: string
      readonly headers: readonly string[]
      readonly body: string
    },
  ): Heard {
    this.branch += 1
    const text = this.say([
      `${method} ${parts.target} SIP/2.0`,
      `Via: SIP/2.0/WS peer.invalid;branch=z9hG4bKpeer${String(this.branch)}`,
      'Max-Forwards: 70',
      `From: ${parts.from}`,
      `To: ${parts.to}`,
      `Call-ID: ${parts.callId}`,
      `CSeq: ${String(parts.cseq)} ${method}`,
      ...parts.headers,
      ...bodyLines(parts.body),
    ])
    return hear(text)
  }

  private say(lines: readonly string[]): string {
    const text = lines.join('\r\n')
    const { flow } = this
    queueMicrotask(() => flow?.onMessage?.(text))
    return text
  }

  private hear(text: string): void {
    const message = hear(text)
    if (message.method === 'SUBSCRIBE') {
      this.onSubscribe(message)
      return
    }
    this.heard.push(message)
    if (message.method === 'REGISTER') {
      this.onRegister(message)
      return
    }
    this.unread.push(message)
    for (const look of [...this.waiting]) look()
  }
}

class FakeFlow implements Flow {
  onMessage: ((text: string) => void) | null = null
  onLost: ((failure: TransportFailure) => void) | null = null
  readonly localAddress = null
  readonly remoteAddress = null
  private isOpen = true

  constructor(private readonly deliver: (text: string) => void) {}

  send(text: string): void {
    queueMicrotask(() => {
      if (this.isOpen) this.deliver(text)
    })
  }

  close(): void {
    this.isOpen = false
  }
}

function bodyLines(body: string): readonly string[] {
  // A status line is what NOTIFY of a transfer carries (RFC 3420).
  const type =
    body === '' ? [] : [`Content-Type: ${body.startsWith('SIP/2.0') ? 'message/sipfrag' : 'application/sdp'}`]
  return [...type, `Content-Length: ${String(Buffer.byteLength(body))}`, '', body]
}

function hear(text: string): Heard {
  const message = parseWireMessage(text)
  if (!message) throw new Error('The phone sent something that is no SIP message.')
  const headers = (name: string) => message.headers.filter((header) => isHeader(header, name)).map(({ value }) => value)
  const isReply = isResponse(message)
  return {
    text,
    method: isReply ? null : (message.startLine.split(' ')[0] ?? ''),
    status: isReply ? Number(message.startLine.split(' ')[1]) : null,
    cseqMethod: headers('cseq')[0]?.split(' ')[1] ?? '',
    body: message.body,
    header: (name) => headers(name)[0] ?? '',
    headers,
  }
}

function summary({ method, status, cseqMethod }: Heard): string {
  return method ?? `${String(status)} to ${cseqMethod}`
}
