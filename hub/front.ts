import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'

import { describeError, type Logger } from '#shared/lib/logger'

import { EXPOSITION_TYPE, exposition } from './metrics/exposition'
import { RequestMetrics, type HubMetrics } from './metrics/hub-metrics'

const RETRY_AFTER_S = 5

/** `databaseAway`: PostgreSQL cannot be reached. `starting`: it can, and the hub is not done yet. */
export type NotReady = 'databaseAway' | 'starting' | 'stopping'

/**
 * Stands before a team's hub from the first moment on: says how it is (`/health/live`: the process lives,
 * `/health/ready`: it can work, `/metrics`: in numbers), and answers 503 for it while it cannot. A load balancer asks
 * whether it is ready; a desk comes back by itself.
 */
export class Front {
  private listener: RequestListener | null = null
  private reason: NotReady | null = 'starting'
  readonly requests = new RequestMetrics()
  private metrics: HubMetrics | null = null
  private isDiskLow: () => boolean = () => false

  constructor(
    server: Server,
    private readonly logger: Logger,
  ) {
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
  open(listener: RequestListener, metrics: HubMetrics, isDiskLow: () => boolean): void {
    this.listener = listener
    this.metrics = metrics
    this.isDiskLow = isDiskLow
    this.reason = null
  }

  private respond(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url?.split('?')[0]
    const { reason } = this
    if (path === '/health/live') answer(response, 200, { status: 'alive' })
    else if (path === '/health/ready' && reason === null)
      answer(response, 200, { status: 'ready', ...(this.isDiskLow() ? { disk: 'low' } : {}) })
    else if (path === '/metrics') this.tellNumbers(response)
    else if (path === '/health/ready' || this.listener === null || reason !== null)
      answer(response, 503, { status: 'notReady', reason: reason ?? 'starting' })
    else {
      const startedAt = performance.now()
      response.once('finish', () => {
        this.requests.answered(response.statusCode, (performance.now() - startedAt) / 1000)
      })
      this.listener(request, response)
    }
  }

  private tellNumbers(response: ServerResponse): void {
    const text = this.metrics ? this.metrics.text() : Promise.resolve(exposition(this.requests.families()))
    text.then(
      (numbers) => {
        response.writeHead(200, { 'content-type': EXPOSITION_TYPE, 'cache-control': 'no-store' })
        response.end(numbers)
      },
      (error: unknown) => {
        this.logger.warn('the numbers could not be told', { cause: describeError(error) })
        answer(response, 503, { status: 'notReady', reason: this.reason ?? 'databaseAway' })
      },
    )
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
