import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'

import { WebSocketServer } from 'ws'

import { PORTAL_SUBPROTOCOL } from '#shared/contract/portal'
import { describeError } from '#shared/lib/logger'

import { PageConnection } from './page-connection'
import type { PortalContext } from './portal-context'
import { addressOfRequest, isOwnHost, isOwnOrigin } from './portal-guard'

export const PORTAL_SOCKET_PATH = '/portal/socket'
/** A text far beyond the limit still gets its answer in words. */
const MAX_FRAME_BYTES = 1024 * 1024
const MAX_PAGES = 5000
const MAX_PAGES_OF_ONE_ADDRESS = 300
const FAREWELL_MS = 500

/** WebSocket of visitors' pages (shared/contract/portal.ts): apart from the desks' own, with keys of its own. */
export function attachPortal(server: Server, context: PortalContext): { close(): void } {
  const { clock, logger, limits } = context
  const pagesOf = new Map<string, number>()
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(PORTAL_SUBPROTOCOL) ? PORTAL_SUBPROTOCOL : false),
  })

  const refusalOf = async (request: IncomingMessage, address: string): Promise<string | null> => {
    const { host, origin } = request.headers
    if (!(await isOwnHost(context, host)) || !isOwnOrigin(origin, host)) return '403 Forbidden'
    const isFull = sockets.clients.size >= MAX_PAGES || (pagesOf.get(address) ?? 0) >= MAX_PAGES_OF_ONE_ADDRESS
    return isFull || limits.arrivals.take(address) > 0 ? '429 Too Many Requests' : null
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split('?')[0] !== PORTAL_SOCKET_PATH) return
    socket.on('error', (error) => {
      logger.info('a line broke before it was a page', { cause: describeError(error) })
    })
    const address = addressOfRequest(request)
    refusalOf(request, address).then(
      (refused) => {
        if (refused) {
          socket.end(`HTTP/1.1 ${refused}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
          return
        }
        sockets.handleUpgrade(request, socket, head, (page) => {
          pagesOf.set(address, (pagesOf.get(address) ?? 0) + 1)
          page.on('close', () => {
            const left = (pagesOf.get(address) ?? 1) - 1
            if (left > 0) pagesOf.set(address, left)
            else pagesOf.delete(address)
          })
          new PageConnection(page, address, context).open()
        })
      },
      (error: unknown) => {
        logger.error('a page could not be let in', { cause: describeError(error) })
        socket.destroy()
      },
    )
  })

  return {
    close() {
      for (const page of sockets.clients) {
        page.close(1001, 'hub stops')
        clock.schedule(FAREWELL_MS, () => {
          page.terminate()
        })
      }
      sockets.close()
    },
  }
}
