import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { StreamFramer } from '../message/stream-framer'
import type { Certificate } from './certificate'
import type { Flow, FlowSink, TransportListener } from './flow'
import { listen, stopListening } from './listen'

export interface TcpTransportOptions {
  readonly host: string
  readonly port: number
  readonly sink: FlowSink
  /** With a certificate the transport is TLS. */
  readonly certificate?: Certificate
}

export async function listenTcp(options: TcpTransportOptions): Promise<TransportListener> {
  const flows = new Set<Flow>()
  const accept = (socket: Socket): void => {
    acceptSocket(socket, flows, options)
  }
  const server: Server = options.certificate
    ? createTlsServer({ ...options.certificate }, accept)
    : createServer({ noDelay: true }, accept)
  const port = await listen(server, options.host, options.port)
  return { port, flows, close: () => stopListening(server, flows) }
}

function acceptSocket(socket: Socket, flows: Set<Flow>, { sink, certificate }: TcpTransportOptions): void {
  socket.setNoDelay(true)
  const flow: Flow = {
    id: `tcp:${socket.remotePort ?? 0}`,
    protocol: certificate ? 'TLS' : 'TCP',
    remoteAddress: socket.remoteAddress ?? '',
    remotePort: socket.remotePort ?? 0,
    localPort: socket.localPort ?? 0,
    get isOpen() {
      return socket.writable
    },
    send(text) {
      if (socket.writable) socket.write(text)
    },
    close() {
      socket.destroy()
    },
  }
  flows.add(flow)
  const framer = new StreamFramer({
    message: (text) => {
      sink.handleMessage(flow, text)
    },
    ping: () => {
      flow.send('\r\n')
    },
    broken: () => {
      flow.close()
    },
  })
  socket.on('data', (chunk: Buffer) => {
    framer.push(chunk)
  })
  // A reset is an ordinary way to lose a phone; 'close' follows and is what counts.
  socket.on('error', () => {
    flow.close()
  })
  socket.on('close', () => {
    flows.delete(flow)
    sink.handleClosed(flow)
  })
}
