import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'

const RETRY_AFTER_S = 5

/** `databaseAway`: PostgreSQL cannot be reached. `starting`: it can, and the hub is not done yet. */
export type NotReady = 'databaseAway' | 'starting' | 'stopping'

/**
 * Stands before a team's hub from the first moment on: says how it is (`/health`: the process lives, `/ready`: it can
 * work), and answers 503 for it while it cannot. A load balancer asks `/ready`; a desk comes back by itself.
 */
export class Front {
  private listener: RequestListener | null = null
  private reason: NotReady | null = 'starting'

  constructor(server: Server) {
    server.on('request', (request, response) => {
      this.respond(request, response)
    })
    server.on('upgrade', (_request, socket) => {
      // Whoever stands behind answers all that come once it is there.
      if (this.listener === null) socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n')
    })
  }

  get notReady(): NotReady | null {
    return this.reason
  }

  setNotReady(reason: NotReady | null): void {
    this.reason = reason
  }

  /** From now on requests reach the hub, as long as it can work. */
  open(listener: RequestListener): void {
    this.listener = listener
    this.reason = null
  }

  private respond(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url?.split('?')[0]
    const { reason } = this
    if (path === '/health') answer(response, 200, { status: 'alive' })
    else if (path === '/ready' && reason === null) answer(response, 200, { status: 'ready' })
    else if (path === '/ready' || this.listener === null || reason !== null)
      answer(response, 503, { status: 'notReady', reason: reason ?? 'starting' })
    else this.listener(request, response)
  }
}

function answer(response: ServerResponse, status: number, body: Readonly<Record<string, string>>): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...(status === 503 ? { 'retry-after': String(RETRY_AFTER_S) } : {}),
  })
  response.end(JSON.stringify(body))
}
