import type net from 'node:net'

import type { OwnCause } from '#shared/domain/self-test/causes'
import { failed, passed, skipped, skippedBelow, type Found } from '#shared/domain/self-test/row'
import { err, ok, type Result } from '#shared/lib/result'
import type { Route } from '#shared/node/proxy-route'
import { askOver } from '#shared/node/raw-channel'
import { addressOf, allBelow, type HubLayer, type HubWay, type HubWayPorts } from './hub-layers'
import { aheadOf, judgeClock, judgeHub, type HubAnswer } from './judge-answer'
import { isChainCode, secureChannel, type Secured } from './judge-certificate'

/** Why the way ends, and what stood until there. */
interface Stop {
  readonly layer: HubLayer
  readonly found: Found
}

interface Target {
  readonly url: URL
  readonly host: string
  readonly port: number
  readonly isSecure: boolean
}

/** Of a proxy that is asked for a plain address. */
const PROXY_STATUS: ReadonlySet<number> = new Set([403, 407])

/** Layer by layer to the hub, until one fails. `code`: how the program's own way failed. */
export async function walkByHand(origin: string, route: Route, code: string, ports: HubWayPorts): Promise<HubWay> {
  const target = targetOf(origin)
  const known: Partial<Record<HubLayer, Found>> = { network: passed(), ...skips(target, route) }
  const stop = ({ layer, found }: Stop): HubWay => allBelow({ ...known, [layer]: found }, layer)
  if (!ports.isOnNetwork() && !isLoopback(target.host)) return stop({ layer: 'network', found: failed('noNetwork') })
  if (route.kind === 'other') return stop({ layer: 'proxy', found: failed('proxyFailed', { proxy: route.name, code }) })

  const channel = await openWay(target, route, ports)
  if (!channel.ok) {
    const { layer } = channel.error
    if (layer === 'connect') known[route.kind === 'direct' ? 'dns' : 'proxy'] = passed()
    return stop(channel.error)
  }
  for (const layer of ['dns', 'connect', 'proxy'] as const) known[layer] ??= passed()
  try {
    const secured = target.isSecure
      ? await secureChannel(channel.value, target.host, ports.authorities, ports.clock)
      : null
    if (secured?.ok === false) return stop({ layer: 'tls', found: failed('notTls', { code: secured.error }) })
    const answer = await askHub(secured?.value.socket ?? channel.value, target, route, ports)
    // Authorities that the system trusts are unknown here: only what kept the program off, too, is a fault.
    if (secured?.value.fault && isAboutCertificate(code)) return certificateFault(secured.value, answer, known, ports)
    if (answer && route.kind === 'proxy' && !target.isSecure && PROXY_STATUS.has(answer.status))
      return stop(proxyStop(answer.status, null, route))
    return judgeRest(answer, code, known, ports)
  } finally {
    channel.value.destroy()
  }
}

function judgeRest(
  answer: HubAnswer | null,
  code: string,
  known: Partial<Record<HubLayer, Found>>,
  ports: HubWayPorts,
): HubWay {
  // The windows trust other authorities than Node does: theirs is the word that counts.
  if (code.startsWith('ERR_CERT_')) return allBelow({ ...known, tls: failed('certificateRefused', { code }) }, 'tls')
  known.tls ??= passed()
  if (answer) known.clock = judgeClock(answer)
  const hub = answer ? judgeHub(answer, ports.deskVersion) : failed('hubSilent', { code })
  return allBelow({ ...known, hub: hub.outcome.kind === 'ok' ? failed('noAnswer', { code }) : hub }, 'hub')
}

/** A certificate that is in order by the server's own clock means that it is this computer's that is wrong. */
function certificateFault(
  { fault, validity }: Secured,
  answer: HubAnswer | null,
  known: Partial<Record<HubLayer, Found>>,
  { clock }: HubWayPorts,
): HubWay {
  const aheadMs = answer && aheadOf(answer)
  const theirMs = clock.now() - (aheadMs ?? 0)
  const isByDates = fault?.cause === 'certificateExpired' || fault?.cause === 'certificateNotYetValid'
  if (answer && isByDates && theirMs > validity.fromMs && theirMs < validity.untilMs)
    return allBelow({ ...known, clock: judgeClock(answer) }, 'clock')
  return allBelow(
    {
      ...known,
      clock: answer ? judgeClock(answer) : skippedBelow('tls'),
      tls: failed(fault?.cause ?? 'certificateRefused', fault?.facts),
    },
    'tls',
  )
}

/** To the hub itself, or through the proxy to it. */
export async function openWay(
  target: Target,
  route: Exclude<Route, { kind: 'other' }>,
  ports: HubWayPorts,
): Promise<Result<net.Socket, Stop>> {
  const isDirect = route.kind === 'direct'
  const first = isDirect ? target : route
  const addresses = await lookUp(first.host, ports)
  if (!addresses.ok) {
    const cause: OwnCause = addresses.error === 'ENOTFOUND' ? (isDirect ? 'nameUnknown' : 'proxyNameUnknown') : 'noDns'
    return err({
      layer: isDirect ? 'dns' : 'proxy',
      found: failed(cause, { address: first.host, code: addresses.error }),
    })
  }
  let code = 'TIMEOUT'
  for (const address of addresses.value) {
    const opened = await ports.connect(address, first.port, ports.clock)
    if (opened.ok) return isDirect || !target.isSecure ? opened : throughProxy(opened.value, target, route, ports)
    code = opened.error
  }
  const facts = { code, address: addressOf({ host: addresses.value[0] ?? first.host, port: first.port }) }
  return err(
    isDirect
      ? { layer: 'connect', found: failed(connectCause(code), facts) }
      : { layer: 'proxy', found: failed('proxyAway', { code, proxy: addressOf(route) }) },
  )
}

async function throughProxy(
  socket: net.Socket,
  target: Target,
  route: Extract<Route, { kind: 'proxy' }>,
  { clock }: HubWayPorts,
): Promise<Result<net.Socket, Stop>> {
  const authority = addressOf(target)
  const answer = await askOver(socket, [`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`], 'head', clock)
  if (answer && answer.status >= 200 && answer.status < 300) return ok(socket)
  socket.destroy()
  return err(proxyStop(answer?.status ?? null, answer?.headers.get('proxy-authenticate') ?? null, route))
}

function proxyStop(status: number | null, challenge: string | null, route: Extract<Route, { kind: 'proxy' }>): Stop {
  const facts = { proxy: addressOf(route), ...(status !== null && { status: String(status) }) }
  switch (status) {
    case 407: {
      const login = challenge?.split(/[\s,]/)[0]
      return { layer: 'proxy', found: failed('proxyWantsLogin', { ...facts, ...(login && { login }) }) }
    }
    case 403:
      return { layer: 'proxy', found: failed('proxyForbids', facts) }
    case 502:
    case 503:
    case 504:
      return { layer: 'connect', found: failed('unreachableThroughProxy', facts) }
    default:
      return { layer: 'proxy', found: failed('proxyFailed', facts) }
  }
}

async function askHub(
  socket: net.Socket,
  { url, isSecure }: Target,
  route: Route,
  { clock }: HubWayPorts,
): Promise<HubAnswer | null> {
  const path = isSecure || route.kind === 'direct' ? '/api/hub' : `${url.origin}/api/hub`
  const beganMs = clock.now()
  const answer = await askOver(
    socket,
    [`GET ${path} HTTP/1.1`, `Host: ${url.host}`, 'Accept: application/json', 'Connection: close'],
    'end',
    clock,
  )
  if (!answer) return null
  const { status, headers, body } = answer
  return { status, body, date: headers.get('date') ?? null, askedAtMs: (beganMs + clock.now()) / 2 }
}

export function targetOf(origin: string): Target {
  const url = new URL(origin)
  const isSecure = url.protocol === 'https:'
  const port = url.port === '' ? (isSecure ? 443 : 80) : Number(url.port)
  return { url, host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port, isSecure }
}

function skips({ isSecure }: Target, route: Route): Partial<Record<HubLayer, Found>> {
  const isDirect = route.kind === 'direct'
  return {
    ...(isDirect ? { proxy: skipped('direct') } : { dns: skipped('throughProxy'), connect: skipped('throughProxy') }),
    ...(!isSecure && { tls: skipped('plain') }),
  }
}

async function lookUp(host: string, { lookup }: HubWayPorts): Promise<Result<readonly string[], string>> {
  try {
    return ok(await lookup(host))
  } catch (error) {
    if (error instanceof Error) return err((error as NodeJS.ErrnoException).code ?? error.name)
    throw error
  }
}

/** Chromium's names, OpenSSL's, and Node's. */
function isAboutCertificate(code: string): boolean {
  return code.startsWith('ERR_CERT_') || code.startsWith('ERR_TLS_CERT') || isChainCode(code)
}

function connectCause(code: string): OwnCause {
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET') return 'refused'
  return code === 'ENETUNREACH' || code === 'EHOSTUNREACH' || code === 'EADDRNOTAVAIL' ? 'noRoute' : 'silent'
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}
