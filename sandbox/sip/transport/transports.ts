import type { Certificate } from './certificate'
import type { FlowSink, TransportListener } from './flow'
import { listenTcp } from './tcp-transport'
import { listenUdp } from './udp-transport'
import { listenWebSocket } from './websocket-transport'

export interface TransportPorts {
  ws: number
  tcp: number
  udp: number
  tls: number
  wss: number
}

/** All listeners of one sandbox. Opening again after a close takes the same ports. */
export class Transports {
  private listeners: TransportListener[] = []

  constructor(
    private readonly host: string,
    readonly ports: TransportPorts,
    private readonly sink: FlowSink,
    private readonly certificate: Certificate | undefined,
  ) {}

  get connectionCount(): number {
    return this.listeners.reduce((sum, listener) => sum + listener.flows.size, 0)
  }

  async open(): Promise<void> {
    const { host, ports, sink, certificate } = this
    const ws = await listenWebSocket({ host, port: ports.ws, sink })
    const tcp = await listenTcp({ host, port: ports.tcp, sink })
    const udp = await listenUdp({ host, port: ports.udp, sink })
    Object.assign(ports, { ws: ws.port, tcp: tcp.port, udp: udp.port })
    this.listeners = [ws, tcp, udp]
    if (!certificate) return
    const tls = await listenTcp({ host, port: ports.tls, sink, certificate })
    const wss = await listenWebSocket({ host, port: ports.wss, sink, certificate })
    Object.assign(ports, { tls: tls.port, wss: wss.port })
    this.listeners.push(tls, wss)
  }

  dropConnections(): void {
    for (const listener of this.listeners) for (const flow of [...listener.flows]) flow.close()
  }

  async close(): Promise<void> {
    const listeners = this.listeners
    this.listeners = []
    await Promise.all(listeners.map((listener) => listener.close()))
  }
}
