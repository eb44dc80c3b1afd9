import net from 'node:net'
import tls from 'node:tls'

import type { Clock } from '#shared/lib/clock'
import type { OpenTunnel } from '#shared/node/tunnel'

/** A stream to a server of `http:` or `https:`, encrypted where it has to be. Rejects with why there is none. */
export type ReachServer = (url: string) => Promise<net.Socket>

export function serverReacher(openTunnel: OpenTunnel, clock: Clock): ReachServer {
  return async (url) => {
    const { protocol, hostname, port } = new URL(url)
    const isSecure = protocol === 'https:'
    const host = hostname.replace(/^\[(.*)\]$/, '$1')
    const at = port === '' ? (isSecure ? 443 : 80) : Number(port)
    const tunnel = await openTunnel(hostname, at, clock)
    if (tunnel.kind === 'failed') throw new Error(`${tunnel.reason}: ${tunnel.detail}`)
    const plain = tunnel.kind === 'open' ? tunnel.socket : net.connect({ host, port: at, noDelay: true })
    return isSecure ? secured(plain, host) : plain
  }
}

/** Its certificate is demanded: what is said over it is a secret. */
function secured(socket: net.Socket, host: string): Promise<tls.TLSSocket> {
  return new Promise((done, failed) => {
    const stream = tls.connect({ socket, host, ...(net.isIP(host) === 0 ? { servername: host } : {}) })
    stream.once('error', failed)
    // A connection that never stood tells it here, before TLS hears of it.
    socket.once('error', failed)
    stream.once('secureConnect', () => {
      stream.off('error', failed)
      done(stream)
    })
  })
}
