import net from 'node:net'
import type { TLSSocket } from 'node:tls'

import { parseHostPort, USUAL_PORTS, type SipTestLayer, type SipTransport } from '#shared/domain/sip-account'
import type { Clock } from '#shared/lib/clock'
import { err, ok, type Result } from '#shared/lib/result'
import type { OpenTunnel } from '#shared/node/tunnel'
import { DatagramFlow } from './datagram-flow'
import { formatEndpoint, openDatagramSocket, type Endpoint } from './datagram-socket'
import { systemDns, type Dns } from './dns'
import type { Flow } from './flow'
import { locateServers, type NextHop } from './locate-servers'
import { connectReason, errorCode } from './network-error'
import type { ServerHealth } from './server-health'
import { StreamFlow } from './stream-flow'
import { startTls } from './start-tls'
import type { TransportFailure } from './transport-failure'
import { startWebSocket } from './web-socket-flow'

export interface FlowTarget {
  readonly transport: SipTransport
  readonly host: string
  readonly port: number | null
  readonly outboundProxy: string | null
  readonly webSocketPath: string
  readonly pinnedFingerprint: string | null
  readonly authorityPem: string | null
  /** Address of record, in whose name the server is asked whether it is still there. */
  readonly user: string
  readonly domain: string
}

export interface FlowOptions {
  readonly clock: Clock
  readonly userAgent: string
  /** Told when a layer stands; the account test shows it. */
  readonly onLayer?: (layer: SipTestLayer, detail: string | null) => void
  /** Remembers which servers failed; without it each opening begins with the first. */
  readonly servers?: ServerHealth
  /** To servers of WebSockets, through the proxy that is on the way. Without it there is none. */
  readonly openTunnel?: OpenTunnel
  /** Only tests ask anybody else than the system. */
  readonly dns?: Dns
  readonly random?: () => number
}

export type OpenFlow = (target: FlowTarget, options: FlowOptions) => Promise<Result<Flow, TransportFailure>>

export const LAYER_TIMEOUT_MS = 5_000
/** A call must not wait long for a firewall that swallows the attempt (ADR 24). */
const STREAM_FOR_LARGE_MS = 1_500

/**
 * Name → TCP → TLS → WebSocket, or name → UDP, each with its own time limit and its own reason. Of several servers
 * the first that takes the connection.
 */
export async function openFlow(target: FlowTarget, options: FlowOptions): Promise<Result<Flow, TransportFailure>> {
  const hop = nextHop(target)
  const tunnelled = await throughProxy(hop, { ...target, host: hop.host }, options)
  if (tunnelled) return tunnelled
  const located = await locateServers(hop, options.dns ?? systemDns, options.random ?? Math.random)
  if (!located.ok) return located
  let failure: TransportFailure = { layer: 'dns', reason: 'hostNotFound', detail: null }
  for (const server of options.servers?.order(located.value) ?? located.value) {
    options.onLayer?.('dns', formatEndpoint(server))
    const opened = await openAt(server, { ...target, host: hop.host }, options)
    if (opened.ok) {
      options.servers?.noteChosen(server)
      return opened
    }
    options.servers?.avoid(server, null)
    failure = opened.error
  }
  return err(failure)
}

/** The outbound proxy where there is one, else the server. */
function nextHop({ transport, host, port, outboundProxy }: FlowTarget): NextHop {
  const proxy = outboundProxy === null ? null : parseHostPort(outboundProxy)
  return { transport, ...(proxy ?? { host, port }) }
}

async function openAt(
  server: Endpoint,
  target: FlowTarget,
  options: FlowOptions,
): Promise<Result<Flow, TransportFailure>> {
  const tell = options.onLayer ?? (() => undefined)
  if (target.transport === 'udp') return openDatagrams(server, target, options)
  const socket = await connect(server, options.clock)
  if (!socket.ok) return socket
  tell('connect', null)
  return speakOver(socket.value, server.port, target, options)
}

/**
 * WebSockets are HTTP and go as everything else of HTTP goes, also the name: the proxy looks it up. `null`: there is no
 * proxy on the way, or none that this transport could pass.
 */
async function throughProxy(
  { transport, host, port }: NextHop,
  target: FlowTarget,
  options: FlowOptions,
): Promise<Result<Flow, TransportFailure> | null> {
  if (!options.openTunnel || (transport !== 'ws' && transport !== 'wss')) return null
  const usedPort = port ?? USUAL_PORTS[transport]
  const tunnel = await options.openTunnel(host, usedPort, options.clock)
  if (tunnel.kind === 'direct') return null
  if (tunnel.kind === 'failed') return err({ layer: 'connect', reason: tunnel.reason, detail: tunnel.detail })
  options.onLayer?.('dns', null)
  options.onLayer?.('connect', null)
  return speakOver(tunnel.socket, usedPort, target, options)
}

async function speakOver(
  plain: net.Socket,
  port: number,
  target: FlowTarget,
  options: FlowOptions,
): Promise<Result<Flow, TransportFailure>> {
  const tell = options.onLayer ?? (() => undefined)
  let stream: net.Socket | TLSSocket = plain
  if (target.transport === 'tls' || target.transport === 'wss') {
    const secured = await startTls(stream, target, options.clock)
    if (!secured.ok) return secured
    stream = secured.value.socket
    tell('tls', secured.value.detail)
  }
  if (target.transport === 'ws' || target.transport === 'wss') {
    const flow = await startWebSocket(stream, { ...target, port }, options)
    if (flow.ok) tell('webSocket', null)
    return flow
  }
  return ok(new StreamFlow(stream, options.clock))
}

/** There is nothing to connect: whether anybody listens shows with the first request. */
async function openDatagrams(
  server: Endpoint,
  target: FlowTarget,
  options: FlowOptions,
): Promise<Result<Flow, TransportFailure>> {
  const socket = await openDatagramSocket(server)
  if (!socket.ok) return socket
  return ok(
    new DatagramFlow(socket.value, {
      clock: options.clock,
      userAgent: options.userAgent,
      addressOfRecord: `sip:${encodeURIComponent(target.user)}@${target.domain}`,
      openStream: () => connect(server, options.clock, STREAM_FOR_LARGE_MS),
    }),
  )
}

function connect(
  { address, port }: Endpoint,
  clock: Clock,
  limitMs = LAYER_TIMEOUT_MS,
): Promise<Result<net.Socket, TransportFailure>> {
  return new Promise((done) => {
    const socket = net.connect({ host: address, port, noDelay: true })
    const settle = (result: Result<net.Socket, TransportFailure>) => {
      timer.dispose()
      socket.removeAllListeners('connect')
      socket.removeAllListeners('error')
      if (!result.ok) {
        socket.on('error', () => undefined)
        socket.destroy()
      }
      done(result)
    }
    const timer = clock.schedule(limitMs, () => {
      settle(err({ layer: 'connect', reason: 'timedOut', detail: null }))
    })
    socket.once('connect', () => {
      socket.setKeepAlive(true, 15_000)
      settle(ok(socket))
    })
    socket.once('error', (error) => {
      settle(err({ layer: 'connect', reason: connectReason(errorCode(error)), detail: errorCode(error) }))
    })
  })
}
