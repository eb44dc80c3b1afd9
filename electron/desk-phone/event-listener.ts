import { createServer, type Server } from 'node:http'

import type { Listening } from '#shared/contract/ipc/desk-phone'
import type { Disposable } from '#shared/lib/disposable'
import type { Logger } from '#shared/lib/logger'
import { judgeHeard, plainAddress, type HeardVerdict, type ListenerKeys } from './listener-rules'

/** More than a phone ever opens; a flood from elsewhere ends here. */
const MAX_CONNECTIONS = 32
const MAX_HEADER_BYTES = 8_192
const REQUEST_WITHIN_MS = 5_000

export interface EventListenerDependencies {
  readonly keys: ListenerKeys
  readonly logger: Logger
  readonly onTaken: (event: Extract<HeardVerdict, { kind: 'taken' }>) => void
  readonly onRefused: (fromAddress: string) => void
  readonly onListening: (listening: Listening) => void
}

/** The small web server that the phone’s Action URLs call, on the one address that the phone reaches. */
export class EventListener implements Disposable {
  private readonly server: Server

  constructor(
    private readonly deps: EventListenerDependencies,
    address: string,
    port: number,
  ) {
    this.server = createServer(
      { maxHeaderSize: MAX_HEADER_BYTES, requestTimeout: REQUEST_WITHIN_MS },
      (request, answer) => {
        const fromAddress = request.socket.remoteAddress ?? ''
        const verdict = judgeHeard({ method: request.method ?? '', url: request.url ?? '', fromAddress }, deps.keys)
        answer.writeHead(verdict.kind === 'taken' ? 200 : 403, { connection: 'close', 'content-length': '0' }).end()
        if (verdict.kind === 'taken') deps.onTaken(verdict)
        else {
          deps.logger.warn('an event for the desk phone was refused', { why: verdict.why })
          deps.onRefused(plainAddress(fromAddress))
        }
      },
    )
    this.server.maxConnections = MAX_CONNECTIONS
    this.server.on('error', (error: NodeJS.ErrnoException) => {
      const reason = REASONS.get(error.code ?? '') ?? 'failed'
      deps.logger.warn('events of the desk phone are not heard', { code: error.code })
      deps.onListening({ kind: 'failed', reason, port })
    })
    this.server.listen(port, address, () => {
      const bound = this.server.address()
      deps.onListening({
        kind: 'listening',
        address,
        port: typeof bound === 'object' && bound ? bound.port : port,
      })
    })
  }

  dispose(): void {
    this.server.closeAllConnections()
    this.server.close()
  }
}

const REASONS: ReadonlyMap<string, 'portTaken' | 'noAddress'> = new Map([
  ['EADDRINUSE', 'portTaken'],
  ['EACCES', 'portTaken'],
  ['EADDRNOTAVAIL', 'noAddress'],
])
