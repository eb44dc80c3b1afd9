import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { Flow, FlowSink, TransportListener } from './flow'

export interface UdpTransportOptions {
  readonly host: string
  readonly port: number
  readonly sink: FlowSink
}

export async function listenUdp({ host, port, sink }: UdpTransportOptions): Promise<TransportListener> {
  const socket = createSocket('udp4')
  socket.bind(port, host)
  await once(socket, 'listening')
  const localPort = socket.address().port
  const byAddress = new Map<string, Flow>()
  let isOpen = true

  function flowOf(remoteAddress: string, remotePort: number): Flow {
    const id = `udp:${remoteAddress}:${remotePort}`
    const known = byAddress.get(id)
    if (known) return known
    const flow: Flow = {
      id,
      protocol: 'UDP',
      remoteAddress,
      remotePort,
      localPort,
      get isOpen() {
        return isOpen
      },
      send(text) {
        if (isOpen) socket.send(text, remotePort, remoteAddress)
      },
      close() {
        byAddress.delete(id)
        sink.handleClosed(flow)
      },
    }
    byAddress.set(id, flow)
    return flow
  }

  socket.on('message', (datagram, remote) => {
    const text = datagram.toString()
    if (text.trim() !== '') sink.handleMessage(flowOf(remote.address, remote.port), text)
  })
  return {
    port: localPort,
    get flows() {
      return new Set(byAddress.values())
    },
    async close() {
      isOpen = false
      const closed = once(socket, 'close')
      socket.close()
      await closed
    },
  }
}
