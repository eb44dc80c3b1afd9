import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'

import { WebSocketServer, type WebSocket } from 'ws'

import type { Clock } from '#shared/lib/clock'
import { describeError, type Logger } from '#shared/lib/logger'

import { isAllowedOrigin, isLoopbackHost, isSameSecret } from './guard'
import { PORTAL_SOCKET_PATH } from './portal/portal-socket'

const FAREWELL_MS = 500
/** WebSocket close code registry of IANA. */
const TRY_AGAIN_LATER = 1013

/** One of the doors through which desks speak to the hub. */
export interface DeskSocket {
  readonly path: string
  /** The first subprotocol; the second is the secret of this launch. */
  readonly protocol: string
  readonly maxFrameBytes: number
  opened(socket: WebSocket): void
}

export interface DeskSocketsDependencies {
  readonly clock: Clock
  readonly logger: Logger
  readonly secret: string
  /** Nothing can be asked of the hub now: desks come back later. */
  readonly isAway: () => boolean
}

/** WebSockets of desks: whoever comes from elsewhere or does not know the secret gets through none of them. */
export function attachDeskSockets(
  server: Server,
  { clock, logger, secret, isAway }: DeskSocketsDependencies,
  doors: readonly DeskSocket[],
): { close(): void; sendAway(): void } {
  const open = doors.map((door) => {
    const { path, protocol, maxFrameBytes: maxPayload } = door
    const handleProtocols = () => protocol
    const sockets = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false, handleProtocols })
    return { path, door, sockets }
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = request.url?.split('?')[0]
    // Visitors have a socket of their own.
    if (path === PORTAL_SOCKET_PATH) return
    // Node has taken its own listener off by now: a caller that resets the line must not end the hub.
    socket.on('error', (error) => {
      logger.info('a line broke before it was a desk', { cause: describeError(error) })
    })
    const meant = open.find((one) => one.path === path)
    const refused = meant
      ? (refusalOf(request, meant.door.protocol, secret) ?? (isAway() ? '503 Service Unavailable' : null))
      : '404 Not Found'
    if (!meant || refused) {
      socket.end(`HTTP/1.1 ${String(refused)}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    meant.sockets.handleUpgrade(request, socket, head, (desk) => {
      meant.door.opened(desk)
    })
  })
  return {
    /** Desks that are told go on with what they have and come back by themselves. */
    sendAway() {
      for (const { sockets } of open) for (const desk of sockets.clients) desk.close(TRY_AGAIN_LATER, 'databaseAway')
    },
    close() {
      for (const { sockets } of open) {
        for (const desk of sockets.clients) {
          desk.close(1001, 'hub stops')
          // A desk that does not answer must not keep the hub from ending.
          clock.schedule(FAREWELL_MS, () => {
            desk.terminate()
          })
        }
        sockets.close()
      }
    },
  }
}

function refusalOf({ headers }: IncomingMessage, protocol: string, secret: string): string | null {
  if (!isLoopbackHost(headers.host)) return '403 Forbidden'
  if (!isAllowedOrigin(headers.origin)) return '403 Forbidden'
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
  const given = offered[0] === protocol ? offered[1] : undefined
  return given !== undefined && isSameSecret(given, secret) ? null : '401 Unauthorized'
}
