import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { connect } from 'node:net'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { digestResponse, parseDigestFields } from '../auth/digest'
import { parseMessage } from '../message/parse-message'
import { SipHeaders } from '../message/sip-headers'
import { serialiseMessage, type SipMessage, type SipRequest, type SipResponse } from '../message/sip-message'
import { StreamFramer } from '../message/stream-framer'

const LOOPBACK = '127.0.0.1'

interface Wire {
  readonly via: string
  /** Where requests reach this phone: host and parameters of its Contact. */
  readonly reachedAt: string
  send(text: string): void
  close(): Promise<void>
}

interface Server {
  readonly host: string
  readonly port: number
}

interface WireEvents {
  message(text: string): void
  pong(): void
}

interface Waiter {
  readonly matches: (message: SipMessage) => boolean
  readonly resolve: (message: SipMessage) => void
}

export interface RequestOptions {
  readonly uri?: string
  readonly to?: string
  readonly callId?: string
  readonly sequence?: number
  readonly branch?: string
  readonly headers?: readonly (readonly [string, string])[]
  readonly body?: string
}

export interface WirePhoneOptions {
  readonly transport: 'ws' | 'tcp' | 'udp'
  /** This computer where it is left out. */
  readonly host?: string
  readonly port: number
  readonly user?: string
  readonly password?: string
  readonly domain?: string
}

/** A phone for tests that says on the wire exactly what it is told to. */
export class WirePhone {
  readonly received: SipMessage[] = []
  pongs = 0
  private readonly waiters = new Set<Waiter>()
  private wire: Wire | undefined
  private sequence = 0
  readonly fromTag = randomBytes(4).toString('hex')

  private constructor(
    readonly user: string,
    readonly password: string,
    readonly domain: string,
  ) {}

  static async open(options: WirePhoneOptions): Promise<WirePhone> {
    const {
      transport,
      host = LOOPBACK,
      port,
      user = 'agent',
      password = `${user}-secret`,
      domain = 'sandbox.otklik.test',
    } = options
    const phone = new WirePhone(user, password, domain)
    const open = { ws: openWebSocket, tcp: openTcp, udp: openUdp }[transport]
    phone.wire = await open({ host, port }, phone.fromTag, {
      message: (text) => {
        phone.handle(text)
      },
      pong: () => {
        phone.pongs += 1
      },
    })
    return phone
  }

  sendRaw(text: string): void {
    this.wire?.send(text)
  }

  send(message: SipMessage): void {
    this.sendRaw(serialiseMessage(message))
  }

  close(): Promise<void> {
    return this.wire?.close() ?? Promise.resolve()
  }

  request(method: string, options: RequestOptions = {}): SipRequest {
    this.sequence += 1
    const uri = options.uri ?? `sip:${this.domain}`
    const headers = SipHeaders.of(
      [
        'Via',
        `SIP/2.0/${this.wire?.via ?? ''};branch=${options.branch ?? `z9hG4bK${randomBytes(8).toString('hex')}`};rport`,
      ],
      ['Max-Forwards', '70'],
      ['From', `<sip:${this.user}@${this.domain}>;tag=${this.fromTag}`],
      ['To', options.to ?? `<sip:${this.user}@${this.domain}>`],
      ['Call-ID', options.callId ?? randomBytes(8).toString('hex')],
      ['CSeq', `${options.sequence ?? this.sequence} ${method}`],
      ['Contact', this.contact],
      ...(options.headers ?? []),
    )
    return { kind: 'request', method, uri, headers, body: options.body ?? '' }
  }

  get contact(): string {
    return `<sip:${this.user}@${this.wire?.reachedAt ?? ''}>`
  }

  /** Sends and waits for the response that `until` accepts: by default any final one. */
  async ask(request: SipRequest, until: (status: number) => boolean = (status) => status >= 200): Promise<SipResponse> {
    const answer = this.response(request, until)
    this.send(request)
    return answer
  }

  /** The next response to the request, which is not sent here. */
  async response(request: SipRequest, until: (status: number) => boolean): Promise<SipResponse> {
    const cseq = request.headers.get('CSeq')
    const callId = request.headers.get('Call-ID')
    const found = await this.next(
      ({ kind, headers, ...rest }) =>
        kind === 'response' &&
        headers.get('CSeq') === cseq &&
        headers.get('Call-ID') === callId &&
        'status' in rest &&
        until(rest.status),
    )
    if (found.kind !== 'response') throw new Error('Expected a response')
    return found
  }

  async nextRequest(method: string): Promise<SipRequest> {
    const found = await this.next((message) => message.kind === 'request' && message.method === method)
    if (found.kind !== 'request') throw new Error('Expected a request')
    return found
  }

  async register(headers: readonly (readonly [string, string])[] = [['Expires', '600']]): Promise<SipResponse> {
    const callId = randomBytes(6).toString('hex')
    const challenge = await this.ask(this.request('REGISTER', { callId, headers }))
    return this.ask(this.authorised('REGISTER', challenge, { callId, headers }))
  }

  authorised(method: string, challenge: SipResponse, options: RequestOptions): SipRequest {
    const isProxy = challenge.status === 407
    const fields = parseDigestFields(challenge.headers.get(isProxy ? 'Proxy-Authenticate' : 'WWW-Authenticate') ?? '')
    const uri = options.uri ?? `sip:${this.domain}`
    const base = {
      username: this.user,
      realm: fields.get('realm') ?? '',
      nonce: fields.get('nonce') ?? '',
      uri,
      qop: 'auth',
      nc: '00000001',
      cnonce: 'abcdef',
    }
    const response = digestResponse(base, this.password, method)
    const quoted = `username="${base.username}", realm="${base.realm}", nonce="${base.nonce}", uri="${uri}"`
    const value = `Digest ${quoted}, response="${response}", algorithm=MD5, qop=auth, nc=00000001, cnonce="abcdef"`
    const name = isProxy ? 'Proxy-Authorization' : 'Authorization'
    return this.request(method, { ...options, headers: [...(options.headers ?? []), [name, value]] })
  }

  private next(matches: Waiter['matches']): Promise<SipMessage> {
    const at = this.received.findIndex(matches)
    const [already] = at < 0 ? [] : this.received.splice(at, 1)
    if (already) return Promise.resolve(already)
    return new Promise((resolve) => {
      this.waiters.add({ matches, resolve })
    })
  }

  private handle(text: string): void {
    const parsed = parseMessage(text)
    if (!parsed.ok) throw new Error(`The sandbox sent what cannot be parsed: ${parsed.error}`)
    for (const waiter of this.waiters) {
      if (!waiter.matches(parsed.value)) continue
      this.waiters.delete(waiter)
      waiter.resolve(parsed.value)
      return
    }
    this.received.push(parsed.value)
  }
}

async function openTcp({ host, port }: Server, name: string, events: WireEvents): Promise<Wire> {
  const socket = connect(port, host)
  await once(socket, 'connect')
  const framer = new StreamFramer({
    message: (text) => {
      events.message(text)
    },
    ping: () => undefined,
    broken: () => undefined,
  })
  socket.on('data', (chunk: Buffer) => {
    if (chunk.toString().startsWith('\r\n')) events.pong()
    framer.push(chunk)
  })
  return {
    via: `TCP ${host}:${socket.localPort ?? 0}`,
    reachedAt: `${name}.invalid;transport=tcp`,
    send: (text) => socket.write(text),
    async close() {
      if (socket.destroyed) return
      socket.end()
      await once(socket, 'close')
    },
  }
}

async function openWebSocket({ host, port }: Server, name: string, events: WireEvents): Promise<Wire> {
  const socket = new WebSocket(`ws://${host}:${port}/`, 'sip')
  await once(socket, 'open')
  socket.on('message', (data) => {
    events.message((data as Buffer).toString())
  })
  return {
    via: `WS ${name}.invalid`,
    reachedAt: `${name}.invalid;transport=ws`,
    send: (text) => {
      socket.send(text)
    },
    async close() {
      if (socket.readyState === socket.CLOSED) return
      socket.close()
      await once(socket, 'close')
    },
  }
}

async function openUdp({ host, port }: Server, _name: string, events: WireEvents): Promise<Wire> {
  const socket = createSocket('udp4')
  socket.bind(0, host)
  await once(socket, 'listening')
  socket.on('message', (datagram) => {
    events.message(datagram.toString())
  })
  return {
    via: `UDP ${host}:${socket.address().port}`,
    reachedAt: `${host}:${socket.address().port}`,
    send: (text) => {
      socket.send(text, port, host)
    },
    async close() {
      socket.close()
    },
  }
}
