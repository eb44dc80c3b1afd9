import { systemClock, type Clock } from '#shared/lib/clock'
import { silentLogger, type Logger } from '#shared/lib/logger'
import { calleeNumbers, type CalleeKind } from './calls/callee-plan'
import { createLocalControl } from './control/local-control'
import { serveSipControl } from './control/sip-control-server'
import type { SipControl } from './control/sip-control'
import { createMediaLeg, warmUpMedia } from './media/create-media-leg'
import { ScopedClock } from './scoped-clock'
import { SipServer } from './sip-server'
import { createSelfSignedCertificate } from './transport/certificate'
import { Transports } from './transport/transports'
import { WEBSOCKET_PATH } from './transport/websocket-transport'

export type { SipControl } from './control/sip-control'
export { createSipControlClient } from './control-client'

export const SANDBOX_DOMAIN = 'sandbox.otklik.test'
const HOST = '127.0.0.1'

export interface SipSandboxOptions {
  /** Ports: 0, the default, takes any free one. */
  readonly wsPort?: number
  readonly tcpPort?: number
  readonly udpPort?: number
  readonly controlPort?: number
  /** Opens TLS and WSS too, with a self-signed certificate that no phone trusts by itself. Needs openssl. */
  readonly tls?: boolean
  readonly tlsPort?: number
  readonly wssPort?: number
  readonly minExpiresS?: number
  readonly nonceLifetimeMs?: number
  readonly wrongPasswordStatus?: 401 | 403
  /** Whose INVITE is challenged with 407. By default, callers that are not registered on the same connection. */
  readonly inviteAuth?: 'always' | 'unregistered' | 'never'
  readonly clock?: Clock
  readonly logger?: Logger
}

export interface SipEndpoint {
  readonly host: string
  readonly port: number
}

export interface SipSandbox {
  readonly domain: string
  readonly ws: SipEndpoint & { readonly path: string }
  readonly tcp: SipEndpoint
  readonly udp: SipEndpoint
  readonly tls?: SipEndpoint
  readonly wss?: SipEndpoint & { readonly path: string }
  readonly users: readonly { readonly user: string; readonly password: string }[]
  readonly callees: Readonly<Record<CalleeKind, readonly string[]>>
  readonly controlUrl: string
  readonly control: SipControl
  /** Loads the WebRTC code now, so that the first call with sound does not wait for it. */
  warmUp(): Promise<void>
  stop(): Promise<void>
}

/** A small SIP registrar with callees, on loopback, over WebSocket, TCP and UDP. */
export async function startSipSandbox(options: SipSandboxOptions = {}): Promise<SipSandbox> {
  const clock = new ScopedClock(options.clock ?? systemClock)
  const users = [
    { user: 'agent', password: 'agent-secret' },
    { user: 'agent2', password: 'agent2-secret' },
  ]
  const passwords = new Map(users.map(({ user, password }) => [user, password]))
  const server = new SipServer({
    clock,
    logger: options.logger ?? silentLogger,
    host: HOST,
    domain: SANDBOX_DOMAIN,
    passwords,
    minExpiresS: options.minExpiresS ?? 10,
    nonceLifetimeMs: options.nonceLifetimeMs ?? 300_000,
    wrongPasswordStatus: options.wrongPasswordStatus ?? 401,
    inviteAuth: options.inviteAuth ?? 'unregistered',
    createMediaLeg,
  })
  const ports = {
    ws: options.wsPort ?? 0,
    tcp: options.tcpPort ?? 0,
    udp: options.udpPort ?? 0,
    tls: options.tlsPort ?? 0,
    wss: options.wssPort ?? 0,
  }
  const certificate = options.tls ? await createSelfSignedCertificate(HOST) : undefined
  const transports = new Transports(HOST, ports, server, certificate)
  await transports.open()
  const control = createLocalControl(server, transports, passwords, clock)
  const controlServer = await serveSipControl(control, HOST, options.controlPort ?? 0)
  return {
    domain: SANDBOX_DOMAIN,
    ws: { host: HOST, port: ports.ws, path: WEBSOCKET_PATH },
    tcp: { host: HOST, port: ports.tcp },
    udp: { host: HOST, port: ports.udp },
    ...(certificate && {
      tls: { host: HOST, port: ports.tls },
      wss: { host: HOST, port: ports.wss, path: WEBSOCKET_PATH },
    }),
    users,
    callees: calleeNumbers(),
    controlUrl: controlServer.url,
    control,
    warmUp: warmUpMedia,
    async stop() {
      server.forgetCalls()
      await Promise.all([transports.close(), controlServer.close()])
      clock.dispose()
    },
  }
}
