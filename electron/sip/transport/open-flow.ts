import { lookup } from 'node:dns/promises'
import net from 'node:net'
import type { TLSSocket } from 'node:tls'

import type { SipTestLayer, SipTransport } from '#shared/domain/sip-account'
import type { Clock } from '#shared/lib/clock'
import { err, ok, type Result } from '#shared/lib/result'
import { DatagramFlow } from './datagram-flow'
import { openDatagramSocket } from './datagram-socket'
import type { Flow } from './flow'
import { connectReason, errorCode } from './network-error'
import { StreamFlow } from './stream-flow'
import { startTls } from './start-tls'
import type { TransportFailure } from './transport-failure'
import { startWebSocket } from './web-socket-flow'

export interface FlowTarget {
  readonly transport: SipTransport
  readonly host: string
  readonly port: number
  readonly webSocketPath: string
  readonly pinnedFingerprint: string | null
  /** Address of record, in whose name the server is asked whether it is still there. */
  readonly user: string
  readonly domain: string
}

export interface FlowOptions {
  readonly clock: Clock
  readonly userAgent: string
  /** Told when a layer stands; the account test shows it. */
  readonly onLayer?: (layer: SipTestLayer, detail: string | null) => void
}

export type OpenFlow = (target: FlowTarget, options: FlowOptions) => Promise<Result<Flow, TransportFailure>>

export const LAYER_TIMEOUT_MS = 5_000
/** A call must not wait long for a firewall that swallows the attempt (ADR 24). */
const STREAM_FOR_LARGE_MS = 1_500

/** Name → TCP → TLS → WebSocket, or name → UDP, each with its own time limit and its own reason. */
export async function openFlow(target: FlowTarget, options: FlowOptions): Promise<Result<Flow, TransportFailure>> {
  const tell = options.onLayer ?? (() => undefined)
  const address = await resolve(target.host)
  if (!address.ok) return address
  tell('dns', address.value)

  if (target.transport === 'udp') return openDatagrams(address.value, target, options)
  const socket = await connect(address.value, target.port, options.clock)
  if (!socket.ok) return socket
  tell('connect', null)

  let stream: net.Socket | TLSSocket = socket.value
  if (target.transport === 'tls' || target.transport === 'wss') {
    const secured = await startTls(stream, target, options.clock)
    if (!secured.ok) return secured
    stream = secured.value.socket
    tell('tls', secured.value.detail)
  }
  if (target.transport === 'ws' || target.transport === 'wss') {
    const flow = await startWebSocket(stream, target, options)
    if (flow.ok) tell('webSocket', null)
    return flow
  }
  return ok(new StreamFlow(stream, options.clock))
}

/** There is nothing to connect: whether anybody listens shows with the first request. */
async function openDatagrams(
  address: string,
  target: FlowTarget,
  options: FlowOptions,
): Promise<Result<Flow, TransportFailure>> {
  const socket = await openDatagramSocket({ address, port: target.port })
  if (!socket.ok) return socket
  return ok(
    new DatagramFlow(socket.value, {
      clock: options.clock,
      userAgent: options.userAgent,
      addressOfRecord: `sip:${encodeURIComponent(target.user)}@${target.domain}`,
      openStream: () => connect(address, target.port, options.clock, STREAM_FOR_LARGE_MS),
    }),
  )
}

async function resolve(host: string): Promise<Result<string, TransportFailure>> {
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  try {
    return ok((await lookup(bare)).address)
  } catch (error) {
    return err({ layer: 'dns', reason: 'hostNotFound', detail: errorCode(error) })
  }
}

function connect(
  address: string,
  port: number,
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
