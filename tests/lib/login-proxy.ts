import http from 'node:http'
import net from 'node:net'

export interface LoginProxyOptions {
  /** Which port of this computer stands for a server, `push.test:443`; its own by default. */
  readonly ports?: Readonly<Record<string, number>>
}

/** A company's proxy: tunnels and plain requests, after a login or without. Every name leads to this computer. */
export class LoginProxy {
  /** What came through, as it was asked for. */
  readonly passed: string[] = []
  /** How often it asked who that is. */
  refused = 0

  private constructor(
    private readonly server: http.Server,
    private readonly sockets: ReadonlySet<net.Socket>,
  ) {}

  static async start(
    login: { readonly user: string; readonly password: string } | null,
    { ports = {} }: LoginProxyOptions = {},
  ): Promise<LoginProxy> {
    const server = http.createServer()
    const sockets = new Set<net.Socket>()
    server.on('connection', (socket) => {
      sockets.add(socket)
      socket.on('error', () => undefined)
    })
    const proxy = new LoginProxy(server, sockets)
    const isKnown = ({ headers }: http.IncomingMessage): boolean => {
      if (!login) return true
      const word = Buffer.from(`${login.user}:${login.password}`).toString('base64')
      const isRight = headers['proxy-authorization'] === `Basic ${word}`
      if (!isRight) proxy.refused += 1
      return isRight
    }
    server.on('connect', (request, socket: net.Socket) => {
      if (!isKnown(request)) {
        socket.end(`HTTP/1.1 407 Login\r\n${CHALLENGE.join(': ')}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)
        return
      }
      const { url: authority = '' } = request
      proxy.passed.push(`CONNECT ${authority}`)
      const port = ports[authority] ?? Number(/:(\d+)$/.exec(authority)?.[1])
      const behind = net.connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        behind.pipe(socket)
        socket.pipe(behind)
      })
      behind.on('error', () => socket.destroy())
      socket.on('close', () => behind.destroy())
    })
    server.on('request', (request, response) => {
      if (!isKnown(request)) {
        response.writeHead(407, [...CHALLENGE]).end('who?')
        return
      }
      proxy.passed.push(`${request.method ?? ''} ${request.url ?? ''}`)
      const url = new URL(request.url ?? '')
      const { method, headers } = request
      const behind = http.request({
        host: '127.0.0.1',
        port: url.port,
        path: `${url.pathname}${url.search}`,
        method,
        headers,
      })
      behind.on('response', (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      })
      behind.on('error', () => response.writeHead(502).end())
      request.pipe(behind)
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    return proxy
  }

  get port(): number {
    const address = this.server.address()
    if (address === null || typeof address === 'string') throw new Error('The proxy does not listen')
    return address.port
  }

  get address(): string {
    return `127.0.0.1:${String(this.port)}`
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    await new Promise((done) => this.server.close(done))
  }
}

const CHALLENGE = ['Proxy-Authenticate', 'Basic realm="Firm"'] as const
