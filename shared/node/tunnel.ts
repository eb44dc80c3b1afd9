import type net from 'node:net'

import type { ProxyChallenge, ProxyCredentials } from '#shared/domain/proxy'
import type { Clock } from '#shared/lib/clock'
import { routeOf, type Route } from './proxy-route'
import { askOver, openChannel, type RawAnswer } from './raw-channel'

/** A connection for what speaks through Node. `direct`: no proxy is on the way. */
export type Tunnel =
  | { readonly kind: 'direct' }
  | { readonly kind: 'open'; readonly socket: net.Socket }
  | { readonly kind: 'failed'; readonly reason: 'proxyFailed' | 'proxyWantsLogin'; readonly detail: string }

export type OpenTunnel = (host: string, port: number, clock: Clock) => Promise<Tunnel>

export interface TunnelPorts {
  /** As Chromium says it of an address, `PROXY proxy.company.ru:3128;DIRECT`. */
  readonly resolveProxy: (url: string) => Promise<string>
  readonly answer: (challenge: ProxyChallenge, refused: ProxyCredentials | null) => Promise<ProxyCredentials | null>
  readonly clock: Clock
}

const WANTS_LOGIN = 407
/** This computer's own addresses; nothing between them and us. */
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[?::1\]?)$/i
/** A login that is typed wrong so often is left to the next try. */
const MOST_TRIES = 4

/** Who is on the way to a server. */
export async function routeTo(
  host: string,
  port: number,
  { resolveProxy }: Pick<TunnelPorts, 'resolveProxy'>,
): Promise<Route> {
  return LOOPBACK.test(host) ? { kind: 'direct' } : routeOf(await resolveProxy(`https://${host}:${String(port)}/`))
}

/** To a server, by the proxy that is named for it, with CONNECT (RFC 9110 §9.3.6). */
export async function openTunnel(host: string, port: number, ports: TunnelPorts): Promise<Tunnel> {
  const route = await routeTo(host, port, ports)
  if (route.kind === 'direct') return route
  if (route.kind === 'other') return { kind: 'failed', reason: 'proxyFailed', detail: route.name }
  let tried: ProxyCredentials | null = null
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const opened = await openChannel(route.host, route.port, ports.clock)
    if (!opened.ok) return failed(route, opened.error)
    const answer = await askOver(opened.value, connectRequest(`${host}:${String(port)}`, tried), 'head', ports.clock)
    if (answer && answer.status >= 200 && answer.status < 300) return { kind: 'open', socket: opened.value }
    opened.value.destroy()
    if (answer?.status !== WANTS_LOGIN) return failed(route, answer ? `HTTP ${String(answer.status)}` : 'no answer')
    const challenge = challengeOf(answer, route)
    if (challenge.scheme !== 'basic') return { ...failed(route, challenge.scheme), reason: 'proxyWantsLogin' }
    tried = await ports.answer(challenge, tried)
    if (!tried) break
  }
  return { ...failed(route, 'basic'), reason: 'proxyWantsLogin' }
}

type Through = Extract<Route, { kind: 'proxy' }>

function failed({ host, port }: Through, detail: string): Extract<Tunnel, { kind: 'failed' }> {
  return { kind: 'failed', reason: 'proxyFailed', detail: `${host}:${String(port)}, ${detail}` }
}

function connectRequest(authority: string, credentials: ProxyCredentials | null): string[] {
  const lines = [`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`]
  if (!credentials) return lines
  const word = Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')
  return [...lines, `Proxy-Authorization: Basic ${word}`]
}

/** The first that we can answer here; else the name of what the proxy wants. */
function challengeOf({ headers }: RawAnswer, { host, port }: Through): ProxyChallenge {
  const said = headers.get('proxy-authenticate') ?? ''
  const basic = /(?:^|,)\s*basic(?:\s+realm="((?:[^"\\]|\\.)*)")?/i.exec(said)
  const scheme = basic ? 'basic' : (said.split(/[\s,]/)[0] ?? '').toLowerCase()
  return { host, port, realm: (basic?.[1] ?? '').replace(/\\(.)/g, '$1'), scheme }
}
