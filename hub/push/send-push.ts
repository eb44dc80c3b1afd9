import { lookup as lookUp } from 'node:dns'
import { request as requestPlain, type ClientRequest } from 'node:http'
import { request as requestEncrypted } from 'node:https'
import type { Socket } from 'node:net'
import { connect } from 'node:tls'

import webPush from 'web-push'

import type { Clock } from '#shared/lib/clock'

import type { ThroughProxy } from '../network/through-proxy'
import { NoWayError } from '../network/no-way-error'
import { isKnownAsClosed, onlyPublic } from './public-address'
import { isLocal, pushAddressOf, type PushServices } from './push-address'
import type { VapidKeys } from './push-keys'

const PATIENCE_MS = 12_000
const HTTPS_PORT = 443

export interface Push {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
  readonly payload: string
  /** How long the push service keeps it for a browser that is not there. */
  readonly ttlS: number
  readonly urgency: 'normal' | 'high'
  /** What waits there under the same topic is replaced (RFC 8030, 5.4). */
  readonly topic: string
  /** Whom the push service may ask about us (RFC 8292, 2.1). */
  readonly contact: string
}

export type PushOutcome =
  | { readonly kind: 'taken' }
  /** The subscription is no more (RFC 8030, 7.3). */
  | { readonly kind: 'gone' }
  | {
      readonly kind: 'failed'
      /**
       * `address`: it is none that is spoken to. `keys`: nothing can be encrypted by them. `lost`: the line broke before an
       * answer, so that nobody knows.
       */
      readonly layer: 'address' | 'keys' | 'connection' | 'lost' | 'answer'
      readonly status: number | null
      /** The service has certainly not taken it, and may do so later. */
      readonly isWorthAgain: boolean
      readonly retryAfterMs: number | null
    }

export interface SendOptions {
  readonly keys: VapidKeys
  readonly services: PushServices
  readonly throughProxy: ThroughProxy
  readonly clock: Clock
  readonly signal: AbortSignal
}

/**
 * One push over a connection of its own. The library encrypts and signs; we speak, so that it is known how far it came,
 * no redirection is followed, and the address that a name leads to is looked at before anything is said to it.
 */
export async function sendPush(push: Push, options: SendOptions): Promise<PushOutcome> {
  const url = pushAddressOf(push.endpoint, options.services)
  if (!url) return failed('address', false)
  const details = detailsOf(push, options.keys)
  if (!details) return failed('keys', false)
  const tunnel = await tunnelTo(url, options.throughProxy)
  return tunnel === 'none' ? failed('connection', true) : speak(url, details, tunnel, options)
}

/** `null`: none is needed, `none`: a proxy is, and nothing is to be or can be said through it. */
async function tunnelTo(url: URL, throughProxy: ThroughProxy): Promise<Socket | null | 'none'> {
  if (isLocal(url)) return null
  try {
    const tunnel = await throughProxy(url.hostname, HTTPS_PORT)
    // The proxy looks up the name by itself, and stands in the company's network.
    if (!tunnel || !(await isKnownAsClosed(url.hostname))) return tunnel
    tunnel.destroy()
    return 'none'
  } catch (error) {
    if (error instanceof NoWayError) return 'none'
    throw error
  }
}

function speak(
  url: URL,
  { method, headers, body }: webPush.RequestDetails,
  tunnel: Socket | null,
  { clock, signal }: SendOptions,
): Promise<PushOutcome> {
  const way = tunnel
    ? { createConnection: () => connect({ socket: tunnel, servername: url.hostname }) }
    : { agent: false, ...(isLocal(url) ? {} : { lookup: onlyPublic(lookUp) }) }
  const options = { method, headers, signal, ...way }
  return new Promise((resolve) => {
    const request = isLocal(url) ? requestPlain(url, options) : requestEncrypted(url, options)
    const patience = clock.schedule(PATIENCE_MS, () => {
      request.destroy(new Error('no answer'))
    })
    const reached = whetherReached(request, isLocal(url) ? 'connect' : 'secureConnect')
    const done = (outcome: PushOutcome) => {
      patience.dispose()
      resolve(outcome)
    }
    request.on('error', () => {
      done(reached() ? failed('lost', false) : failed('connection', true))
    })
    request.once('response', (response) => {
      done(outcomeOf(response.statusCode ?? 0, response.headers['retry-after'], clock.now()))
      // What else it says interests nobody, however long it is.
      request.destroy()
    })
    request.end(body)
  })
}

function detailsOf(push: Push, keys: VapidKeys): webPush.RequestDetails | null {
  const { endpoint, p256dh, auth, payload, ttlS: TTL, urgency, topic, contact: subject } = push
  try {
    const vapidDetails = { subject, ...keys }
    const options = { vapidDetails, TTL, urgency, topic }
    return webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, options)
  } catch {
    // The library tells only so that a key is none.
    return null
  }
}

function whetherReached(request: ClientRequest, event: 'connect' | 'secureConnect'): () => boolean {
  let isReached = false
  request.once('socket', (socket) => {
    socket.once(event, () => {
      isReached = true
    })
  })
  return () => isReached
}

function outcomeOf(status: number, retryAfter: string | undefined, nowMs: number): PushOutcome {
  if (status >= 200 && status < 300) return { kind: 'taken' }
  if (status === 404 || status === 410) return { kind: 'gone' }
  const isWorthAgain = status === 429 || status >= 500
  return { kind: 'failed', layer: 'answer', status, isWorthAgain, retryAfterMs: waitOf(retryAfter, nowMs) }
}

/** Seconds or a date (RFC 9110, 10.2.3). */
function waitOf(retryAfter: string | undefined, nowMs: number): number | null {
  if (retryAfter === undefined) return null
  const waitMs = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - nowMs
  return Number.isFinite(waitMs) && waitMs > 0 ? waitMs : null
}

function failed(layer: 'address' | 'keys' | 'connection' | 'lost', isWorthAgain: boolean): PushOutcome {
  return { kind: 'failed', layer, status: null, isWorthAgain, retryAfterMs: null }
}
