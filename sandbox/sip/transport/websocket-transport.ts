import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import type { Certificate } from './certificate'
import type { Flow, FlowSink, TransportListener } from './flow'
import { listen, stopListening } from './listen'

export const WEBSOCKET_PATH = '/ws'
const ACCEPTED_PATHS = new Set(['/', WEBSOCKET_PATH])

export interface WebSocketTransportOptions {
  readonly host: string
  readonly port: number
  readonly sink: FlowSink
  /** With a certificate the transport is WSS. */
  readonly certificate?: Certificate
}

/** SIP over WebSocket (RFC 7118). A plain HTTP request gets 426 or 404, as any web server would say. */
export async function listenWebSocket(options: WebSocketTransportOptions): Promise<TransportListener> {
  const flows = new Set<Flow>()
  const server: Server = options.certificate ? createHttpsServer({ ...options.certificate }) : createServer()
  const upgrades = new WebSocketServer({ noServer: true, handleProtocols: () => 'sip', maxPayload: 256 * 1024 })
  server.on('request', (request: IncomingMessage, response) => {
    const isKnown = ACCEPTED_PATHS.has(pathOf(request))
    response.writeHead(isKnown ? 426 : 404, isKnown ? { Upgrade: 'websocket', Connection: 'Upgrade' } : {})
    response.end(isKnown ? 'Upgrade Required\n' : 'Not Found\n')
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!ACCEPTED_PATHS.has(pathOf(request))) return refuse(socket, '404 Not Found')
    const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
    if (!protocols.includes('sip')) return refuse(socket, '400 Bad Request')
    upgrades.handleUpgrade(request, socket, head, (webSocket) => {
      acceptWebSocket(webSocket, request, flows, options)
    })
  })
  const port = await listen(server, options.host, options.port)
  return {
    port,
    flows,
    async close() {
      server.closeAllConnections()
      await stopListening(server, flows)
    },
  }
}

function acceptWebSocket(
  webSocket: WebSocket,
  request: IncomingMessage,
  flows: Set<Flow>,
  { sink, certificate }: WebSocketTransportOptions,
): void {
  const { socket } = request
  socket.setNoDelay(true)
  const flow: Flow = {
    id: `ws:${socket.remotePort ?? 0}`,
    protocol: certificate ? 'WSS' : 'WS',
    remoteAddress: socket.remoteAddress ?? '',
    remotePort: socket.remotePort ?? 0,
    localPort: socket.localPort ?? 0,
    get isOpen() {
      return webSocket.readyState === webSocket.OPEN
    },
    send(text) {
      if (webSocket.readyState === webSocket.OPEN) webSocket.send(text)
    },
    close() {
      webSocket.terminate()
    },
  }
  flows.add(flow)
  webSocket.on('message', (data) => {
    const text = textOf(data)
    // Some clients keep the connection alive with CRLF frames (RFC 5626 §3.5.1).
    if (text === '\r\n\r\n') flow.send('\r\n')
    else if (text.trim() !== '') sink.handleMessage(flow, text)
  })
  webSocket.on('error', () => {
    flow.close()
  })
  webSocket.on('close', () => {
    flows.delete(flow)
    sink.handleClosed(flow)
  })
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString()
  return data instanceof ArrayBuffer ? Buffer.from(data).toString() : data.toString()
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?')[0] ?? '/'
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
