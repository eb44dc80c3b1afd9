import type { Clock } from '#shared/lib/clock'
import { describeError } from '#shared/lib/logger'

import type { Exchange } from '../../../network/exchange'

/** What became of one request, before anybody judges it. Requests never throw. */
export type HttpOutcome =
  | HttpAnswer
  /** The request did not leave this computer. */
  | { readonly kind: 'notConnected'; readonly code: string }
  /** The connection broke when the request may have arrived. */
  | { readonly kind: 'lost'; readonly code: string }
  | { readonly kind: 'timedOut' }
  /** The driver itself was stopped. */
  | { readonly kind: 'stopped' }

export interface HttpAnswer {
  readonly kind: 'answer'
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array<ArrayBuffer>
}

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE'

export interface HttpRequest {
  readonly method: HttpMethod
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | FormData | URLSearchParams
  readonly timeoutMs: number
  readonly maxBytes?: number
}

export interface HttpDeps {
  readonly exchange: Exchange
  readonly clock: Clock
  readonly stop: AbortSignal
}

const MAX_JSON_BYTES = 8 * 1024 * 1024

export async function performRequest(deps: HttpDeps, request: HttpRequest): Promise<HttpOutcome> {
  if (deps.stop.aborted) return { kind: 'stopped' }
  const abort = new AbortController()
  const stop = () => abort.abort()
  deps.stop.addEventListener('abort', stop)
  const ended: { by: 'timeout' | null } = { by: null }
  const timer = deps.clock.schedule(request.timeoutMs, () => {
    ended.by = 'timeout'
    abort.abort()
  })
  try {
    const answer = await deps.exchange({
      method: request.method,
      url: request.url,
      headers: { ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
      // A redirected POST would be repeated or turned into a GET behind our back.
      followsRedirects: request.method === 'GET',
      maxBytes: request.maxBytes ?? MAX_JSON_BYTES,
      signal: abort.signal,
    })
    return { kind: 'answer', ...answer }
  } catch (error) {
    if (ended.by === 'timeout') return { kind: 'timedOut' }
    if (isStopped(deps)) return { kind: 'stopped' }
    return networkOutcome(error)
  } finally {
    timer.dispose()
    deps.stop.removeEventListener('abort', stop)
  }
}

function isStopped({ stop }: HttpDeps): boolean {
  return stop.aborted
}

/** Codes of Node, undici and our own way (hub/network) for failures that come before a byte of the request is written. */
const BEFORE_SENDING = new Set([
  'PROXY_FAILED',
  'PROXY_WANTS_LOGIN',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_INVALID_URL',
  'UND_ERR_INVALID_ARG',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

export function networkOutcome(error: unknown): HttpOutcome {
  const code = findCode(error)
  if (code !== null && BEFORE_SENDING.has(code)) return { kind: 'notConnected', code }
  return { kind: 'lost', code: code ?? describeError(error) }
}

function findCode(error: unknown): string | null {
  for (let current = error, depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth += 1) {
    if ('code' in current && typeof current.code === 'string') return current.code
    current = 'cause' in current ? current.cause : null
  }
  return null
}
