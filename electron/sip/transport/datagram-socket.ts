import dgram from 'node:dgram'
import net from 'node:net'

import { err, ok, type Result } from '#shared/lib/result'
import { connectReason, errorCode } from './network-error'
import type { TransportFailure } from './transport-failure'

export interface Endpoint {
  readonly address: string
  readonly port: number
}

/** One socket between this end and one server. Tests put a lossy wire in its place. */
export interface DatagramSocket {
  readonly local: Endpoint
  readonly remote: Endpoint
  onDatagram: ((bytes: Buffer) => void) | null
  /** The system's word that the other end cannot be reached, such as `ECONNREFUSED` after an ICMP message. */
  onError: ((code: string) => void) | null
  send(bytes: Buffer): void
  close(): void
}

/**
 * Bound to the server: the system then tells of ICMP errors, which an unbound socket never hears of, and nobody else
 * on the internet can ring the phone.
 */
export function openDatagramSocket(remote: Endpoint): Promise<Result<DatagramSocket, TransportFailure>> {
  return new Promise((done) => {
    const socket = dgram.createSocket(net.isIPv6(remote.address) ? 'udp6' : 'udp4')
    socket.once('error', (error) => {
      socket.close()
      const code = errorCode(error)
      done(err({ layer: 'connect', reason: connectReason(code), detail: code }))
    })
    socket.connect(remote.port, remote.address, () => {
      socket.removeAllListeners('error')
      done(ok(new NodeDatagramSocket(socket, remote)))
    })
  })
}

class NodeDatagramSocket implements DatagramSocket {
  onDatagram: ((bytes: Buffer) => void) | null = null
  onError: ((code: string) => void) | null = null
  readonly local: Endpoint
  private isOpen = true

  constructor(
    private readonly socket: dgram.Socket,
    readonly remote: Endpoint,
  ) {
    const { address, port } = socket.address()
    this.local = { address, port }
    socket.on('message', (bytes) => this.onDatagram?.(bytes))
    socket.on('error', (error) => {
      this.fail(error)
    })
  }

  send(bytes: Buffer): void {
    if (!this.isOpen) return
    this.socket.send(bytes, (error) => {
      if (error) this.fail(error)
    })
  }

  close(): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.socket.close()
  }

  private fail(error: Error): void {
    if (this.isOpen) this.onError?.(errorCode(error) ?? error.message)
  }
}

/** As a host and port stand in a Via or a SIP address. */
export function formatEndpoint({ address, port }: Endpoint): string {
  return `${net.isIPv6(address) ? `[${address}]` : address}:${String(port)}`
}
