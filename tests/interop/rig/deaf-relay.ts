import { createSocket, type Socket as DatagramSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { Address } from './start-kamailio'

const HOST = '127.0.0.1'

/** A way to the server that can swallow everything, or a share of all datagrams, without a word to anybody. */
export class DeafRelay {
  isDeaf = false
  /** Chances that a datagram is lost, each way. */
  loses: () => boolean = () => false
  /** Unix ms at which something last came from the server. */
  lastHeardAt = 0
  private port = 0
  private readonly closers: (() => Promise<void>)[] = []

  static async open(kind: 'udp' | 'tcp', server: Address): Promise<DeafRelay> {
    const relay = new DeafRelay(server)
    await (kind === 'udp' ? relay.openDatagrams() : relay.openStreams())
    return relay
  }

  private constructor(private readonly server: Address) {}

  get address(): Address {
    return { host: HOST, port: this.port }
  }

  async close(): Promise<void> {
    for (const close of this.closers) await close()
  }

  private passes(isFromServer: boolean): boolean {
    if (this.isDeaf || this.loses()) return false
    if (isFromServer) this.lastHeardAt = Date.now()
    return true
  }

  private async openStreams(): Promise<void> {
    const sockets = new Set<Socket>()
    const listener = createServer((near) => {
      const far = connect(this.server.port, this.server.host)
      for (const [from, to, isFromServer] of [
        [near, far, false],
        [far, near, true],
      ] as const) {
        sockets.add(from)
        from.on('data', (chunk: Buffer) => {
          if (this.passes(isFromServer)) to.write(chunk)
        })
        from.on('error', () => to.destroy())
        from.on('close', () => to.destroy())
      }
    })
    listener.listen(0, HOST)
    await once(listener, 'listening')
    const address = listener.address()
    if (address === null || typeof address === 'string') throw new Error('Expected a port')
    this.port = address.port
    this.closers.push(async () => {
      for (const socket of sockets) socket.destroy()
      listener.close()
      await once(listener, 'close')
    })
  }

  /** Each phone behind it has a socket of its own toward the server, as behind a NAT. */
  private async openDatagrams(): Promise<void> {
    const near = await bound()
    const farOf = new Map<string, Promise<DatagramSocket>>()
    const openFar = async (port: number, host: string): Promise<DatagramSocket> => {
      const far = await bound()
      far.on('message', (datagram) => {
        if (this.passes(true)) near.send(datagram, port, host)
      })
      return far
    }
    near.on('message', (datagram, { port, address }) => {
      const key = `${address}:${String(port)}`
      const far = farOf.get(key) ?? openFar(port, address)
      farOf.set(key, far)
      void far.then((socket) => {
        if (this.passes(false)) socket.send(datagram, this.server.port, this.server.host)
      })
    })
    this.port = near.address().port
    this.closers.push(async () => {
      for (const socket of [near, ...(await Promise.all(farOf.values()))]) socket.close()
    })
  }
}

async function bound(): Promise<DatagramSocket> {
  const socket = createSocket('udp4')
  socket.bind(0, HOST)
  await once(socket, 'listening')
  return socket
}
