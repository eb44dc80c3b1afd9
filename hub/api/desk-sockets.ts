import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'

import { WebSocketServer, type WebSocket } from 'ws'

import { SYNC_CLOSE } from '#shared/contract/sync'
import { isAllowed, type Access } from '#shared/domain/access'
import type { Clock } from '#shared/lib/clock'
import { describeError, type Logger } from '#shared/lib/logger'

import type { Caller } from '../accounts/caller'
import type { DeskLines } from '../accounts/desk-lines'
import type { Gate, Identity } from '../accounts/gate'
import { isAllowedOrigin, isLoopbackHost } from './guard'
import { addressOfRequest } from './portal/portal-guard'
import { PORTAL_SOCKET_PATH } from './portal/portal-socket'

const FAREWELL_MS = 500
/**
 * Agreed upon, but never done by the library: each line would deflate for itself. What desks send is inflated without a
 * memory of what went before, which would stay with each line for all its life.
 */
const DEFLATE = {
  serverNoContextTakeover: true,
  clientNoContextTakeover: true,
  threshold: Number.MAX_SAFE_INTEGER,
} as const
/** WebSocket close code registry of IANA. */
const TRY_AGAIN_LATER = 1013

/** One of the doors through which desks speak to the hub. */
export interface DeskSocket {
  readonly path: string
  /** The first subprotocol; the second is the token of the session, or the secret of this launch. */
  readonly protocol: string
  readonly maxFrameBytes: number
  /** Who may open it. */
  readonly access: Access
  /** Whoever can may get deflated what many get (sync/shared-frame.ts). */
  readonly deflates?: boolean
  /** `line`: what the socket writes to. */
  opened(socket: WebSocket, caller: Caller, line: Duplex): void
}

export interface DeskSocketsDependencies {
  readonly clock: Clock
  readonly logger: Logger
  /** Nothing can be asked of the hub now: desks come back later. */
  readonly isAway: () => boolean
  readonly gate: Gate
  /** `null` where nobody signs in. */
  readonly lines: DeskLines | null
}

/**
 * WebSockets of desks: whoever comes from elsewhere or has no token gets through none of them. Whose session is over is
 * let in and told why, since a browser tells no program how the opening of a socket was refused.
 */
export function attachDeskSockets(
  server: Server,
  { clock, logger, gate, lines, isAway }: DeskSocketsDependencies,
  doors: readonly DeskSocket[],
): { readonly size: number; close(): void; sendAway(): void } {
  const open = doors.map((door) => {
    const { path, protocol, maxFrameBytes: maxPayload } = door
    const handleProtocols = () => protocol
    const perMessageDeflate = door.deflates === true ? DEFLATE : false
    const sockets = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate, handleProtocols })
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
    const token = meant ? tokenOf(request, meant.door.protocol) : null
    const refused = meant ? refusalOf(request, token, isAway()) : '404 Not Found'
    if (!meant || refused || token === null) {
      refuse(socket, refused ?? UNAUTHORISED)
      return
    }
    gate
      .identify(token, addressOfRequest(request))
      .then((who) => {
        if (who.kind === 'unknown') {
          refuse(socket, UNAUTHORISED)
          return
        }
        if (who.kind === 'caller' && !isAllowed(who.caller.role, meant.door.access)) {
          refuse(socket, '403 Forbidden')
          return
        }
        meant.sockets.handleUpgrade(request, socket, head, (desk) => {
          opened(meant.door, desk, who, socket)
        })
      })
      .catch((error: unknown) => {
        logger.error('it could not be seen whose desk this is', { cause: describeError(error) })
        refuse(socket, AWAY)
      })
  })
  const opened = (door: DeskSocket, desk: WebSocket, who: Exclude<Identity, { kind: 'unknown' }>, socket: Duplex) => {
    if (who.kind === 'over') {
      desk.close(SYNC_CLOSE.notAuthorised, who.reason)
      return
    }
    const line = lines?.add(who.caller, (code, reason) => {
      desk.close(code, reason)
    })
    desk.on('close', () => line?.dispose())
    door.opened(desk, who.caller, socket)
  }
  return {
    get size() {
      return open.reduce((sum, { sockets }) => sum + sockets.clients.size, 0)
    },
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

/** With any window but the usual one a frame would have to be deflated for that line alone. */
export function isDeflated({ extensions }: WebSocket): boolean {
  return extensions.includes('permessage-deflate') && !extensions.includes('server_max_window_bits')
}

const UNAUTHORISED = '401 Unauthorized'
const AWAY = '503 Service Unavailable'

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function refusalOf({ headers }: IncomingMessage, token: string | null, isAway: boolean): string | null {
  if (!isLoopbackHost(headers.host) || !isAllowedOrigin(headers.origin)) return '403 Forbidden'
  if (token === null) return UNAUTHORISED
  return isAway ? AWAY : null
}

function tokenOf({ headers }: IncomingMessage, protocol: string): string | null {
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
  return offered[0] === protocol ? (offered[1] ?? null) : null
}
