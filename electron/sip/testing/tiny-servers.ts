import { X509Certificate } from 'node:crypto'
import dgram from 'node:dgram'
import { readFileSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import { join } from 'node:path'
import tls from 'node:tls'

import { WebSocketServer } from 'ws'

import { StreamFramer } from '../transport/stream-framer'
import { isHeader, parseWireMessage } from '../transport/wire-message'

const LOOPBACK = '127.0.0.1'
const TLS_FOLDER = join(import.meta.dirname, '../../../tests/fixtures/tls')

export interface TinyServer {
  readonly port: number
  close(): Promise<void>
}

/** Answers one SIP message; `null` stays silent. */
export type SipAnswer = (text: string) => string | null

/** Status and extra headers for a request, in the shape every answer has. */
export function answerTo(text: string, status: number, headers: readonly string[] = []): string {
  const message = parseWireMessage(text)
  if (!message) throw new Error('no SIP message')
  const copied = message.headers.filter((header) =>
    ['via', 'from', 'call-id', 'cseq'].some((name) => isHeader(header, name)),
  )
  const to = message.headers.find((header) => isHeader(header, 'to'))
  return [
    `SIP/2.0 ${String(status)} Text`,
    ...copied.map(({ name, value }) => `${name}: ${value}`),
    `To: ${to?.value ?? ''};tag=tiny`,
    ...headers,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n')
}

/** OPTIONS 200, and what the test wants for REGISTER. */
export function registrar(register: SipAnswer): SipAnswer {
  return (text) => (text.startsWith('REGISTER') ? register(text) : answerTo(text, 200))
}

export async function tcpServer(onSocket: (socket: net.Socket) => void, host = LOOPBACK): Promise<TinyServer> {
  return listen(net.createServer(onSocket), host)
}

export function sipOverTcp(answer: SipAnswer, host = LOOPBACK): Promise<TinyServer> {
  return tcpServer((socket) => {
    serveStream(socket, answer)
  }, host)
}

export function sipOverUdp(answer: SipAnswer, host = LOOPBACK): Promise<TinyServer> {
  const server = dgram.createSocket(net.isIPv6(host) ? 'udp6' : 'udp4')
  server.on('message', (bytes, { port, address }) => {
    const reply = answer(bytes.toString('utf8'))
    if (reply !== null) server.send(reply, port, address)
  })
  return new Promise((resolve) => {
    server.bind(0, host, () => {
      resolve({
        port: server.address().port,
        close: () =>
          new Promise((done) => {
            server.close(() => {
              done()
            })
          }),
      })
    })
  })
}

/** `self-signed`, or one of those that the test authority signed. */
export type TestCertificate = 'self-signed' | 'by-ca' | 'by-ca-expired' | 'by-ca-other-host'

export async function sipOverTls(
  answer: SipAnswer,
  name: TestCertificate = 'self-signed',
): Promise<TinyServer & { readonly fingerprint: string }> {
  const certificate = certificateOf(name)
  const server = await listen(
    tls.createServer(certificate, (socket) => {
      serveStream(socket, answer)
    }),
  )
  return { ...server, fingerprint: certificate.fingerprint }
}

export async function sipOverWebSocket(answer: SipAnswer, protocol = 'sip'): Promise<TinyServer> {
  const server = http.createServer()
  const sockets = new WebSocketServer({ server, handleProtocols: () => protocol })
  sockets.on('connection', (socket) => {
    socket.on('error', () => undefined)
    socket.on('message', (data) => {
      const reply = answer((data as Buffer).toString('utf8'))
      if (reply !== null) socket.send(reply)
    })
  })
  return listen(server)
}

export function webServer(status: number): Promise<TinyServer> {
  return listen(
    http.createServer((_request, response) => {
      response.writeHead(status).end('hello')
    }),
  )
}

/** A port where nobody listens. */
export async function closedPort(): Promise<number> {
  const server = await tcpServer(() => undefined)
  await server.close()
  return server.port
}

function serveStream(socket: net.Socket, answer: SipAnswer): void {
  const framer = new StreamFramer()
  socket.on('error', () => undefined)
  socket.on('data', (chunk: Buffer) => {
    for (const frame of framer.push(chunk)) {
      const reply = frame.kind === 'message' ? answer(frame.text) : null
      if (reply !== null) socket.write(reply)
    }
  })
}

function listen(server: net.Server, host = LOOPBACK): Promise<TinyServer> {
  const sockets = new Set<net.Socket>()
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  return new Promise((resolve) => {
    server.listen(0, host, () => {
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error('no port')
      resolve({
        port: address.port,
        close: () =>
          new Promise((done) => {
            for (const socket of sockets) socket.destroy()
            server.close(() => {
              done()
            })
          }),
      })
    })
  })
}

/** The authority that signed the certificates of tests; `ca-expired`: another one, whose time is over. */
export function testAuthority(name: 'ca' | 'ca-expired' = 'ca'): string {
  return readFileSync(join(TLS_FOLDER, `${name}.pem`), 'utf8')
}

function certificateOf(name: TestCertificate): {
  readonly key: string
  readonly cert: string
  readonly fingerprint: string
} {
  const isOwn = name === 'self-signed'
  const cert = readFileSync(join(TLS_FOLDER, isOwn ? 'cert.pem' : `${name}.pem`), 'utf8')
  return {
    key: readFileSync(join(TLS_FOLDER, isOwn ? 'key.pem' : 'by-ca.key.pem'), 'utf8'),
    cert,
    fingerprint: new X509Certificate(cert).fingerprint256,
  }
}
