import http from 'node:http'
import https from 'node:https'
import type net from 'node:net'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { v7 } from 'uuid'

import { openFlow } from '../../../electron/sip/transport/open-flow'
import { FakeMediaPort } from '../../../electron/sip/testing/fake-media-port'
import { answerTo, registrar, sipOverTcp, testAuthority } from '../../../electron/sip/testing/tiny-servers'
import type { SipAnswer, TestCertificate } from '../../../electron/sip/testing/tiny-servers'
import { testAccount } from '../../../electron/sip/account/account-test'
import { openChannel } from '../../../shared/node/raw-channel'
import type { SelfTestPorts } from '../../../electron/self-test/run-self-test'
import { HUB_CONTRACT, type HubInfo } from '../../../shared/contract/accounts'
import { readPolicy } from '../../../shared/contract/policy/policy'
import type { DeviceList } from '../../../shared/contract/ipc/devices'
import type { SipAccountId } from '../../../shared/domain/ids'
import type { SipAccount } from '../../../shared/domain/sip-account'
import { systemClock, type Clock } from '../../../shared/lib/clock'
import { silentLogger } from '../../../shared/lib/logger'

const TLS = join(import.meta.dirname, '../../fixtures/tls')
const DEVICES: DeviceList = {
  devices: [
    { deviceId: 'in', label: 'in', kind: 'input' },
    { deviceId: 'out', label: 'out', kind: 'output' },
  ],
  microphone: 'available',
}
const OFFER = ['v=0', 'a=candidate:1 1 udp 1 192.168.1.2 5000 typ host', ''].join('\r\n')

export const INFO: HubInfo = {
  product: 'otklik',
  version: '1.4.0',
  contract: HUB_CONTRACT,
  isEmbedded: false,
  isSetUp: true,
  signIn: { hasPassword: true, providers: [] },
  nowMs: 0,
}

/**
 * Ten times as fast, for what waits in earnest: somebody who is silent, two seconds of a microphone. Everything else has
 * the time of the program, as a machine that is busy elsewhere answers late, too.
 */
export const hasty: Clock = {
  now: () => systemClock.now(),
  schedule: (delayMs, action) => systemClock.schedule(delayMs / 10, action),
}

export class Closing {
  private readonly waiting: (() => Promise<void>)[] = []

  use<T extends { close(): Promise<void> }>(server: T): T {
    this.waiting.push(() => server.close())
    return server
  }

  /** A server of any kind on a free port of loopback. */
  async listen(server: net.Server): Promise<number> {
    const sockets = new Set<net.Socket>()
    server.on('connection', (socket: net.Socket) => {
      sockets.add(socket)
      socket.on('error', () => undefined)
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    this.waiting.push(async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
    return (server.address() as net.AddressInfo).port
  }

  async close(): Promise<void> {
    await Promise.all(this.waiting.splice(0).map((each) => each()))
  }
}

/** A hub as desks meet it: who it is, and 401 to a WebSocket without a token. */
export function hubServer(
  answer: (response: http.ServerResponse) => void = (response) => response.end(JSON.stringify(INFO)),
  upgrade: string | null = 'HTTP/1.1 401 Unauthorized\r\n\r\n',
  certificate: TestCertificate | null = null,
): net.Server {
  const listener = (_request: http.IncomingMessage, response: http.ServerResponse): void => {
    answer(response)
  }
  const server = certificate ? https.createServer(keysOf(certificate), listener) : http.createServer(listener)
  if (upgrade !== null) server.on('upgrade', (_request, socket: net.Socket) => socket.end(upgrade))
  return server
}

function keysOf(name: TestCertificate): { readonly key: string; readonly cert: string } {
  const isOwn = name === 'self-signed'
  return {
    cert: readFileSync(join(TLS, isOwn ? 'cert.pem' : `${name}.pem`), 'utf8'),
    key: readFileSync(join(TLS, isOwn ? 'key.pem' : 'by-ca.key.pem'), 'utf8'),
  }
}

/** The program's own way, with the authority of tests trusted or not; refuses redirects as the program does. */
export function ownWay(ca: string | null, limitMs = 20_000): SelfTestPorts['way']['fetch'] {
  return (url) =>
    new Promise((done, failed) => {
      const options = { ...(ca !== null && { ca }), agent: false, lookup: toLoopback }
      const asked = (url.startsWith('https:') ? https : http).get(url, options, (reply) => {
        const chunks: Buffer[] = []
        reply.on('data', (chunk: Buffer) => chunks.push(chunk))
        reply.on('error', failed)
        reply.on('end', () => {
          const status = reply.statusCode ?? 500
          if (status >= 300 && status < 400) failed(new Error('net::ERR_UNSAFE_REDIRECT'))
          else done(new Response(Buffer.concat(chunks), { status, headers: { date: reply.headers.date ?? '' } }))
        })
      })
      asked.setTimeout(limitMs, () => asked.destroy(new DOMException('timed out', 'TimeoutError')))
      asked.on('error', (error) => {
        failed(new TypeError('fetch failed', { cause: error }))
      })
    })
}

const toLoopback: net.LookupFunction = (_host, { all }, answer) => {
  if (all === true)
    (answer as (error: null, found: { address: string; family: number }[]) => void)(null, [
      { address: '127.0.0.1', family: 4 },
    ])
  else answer(null, '127.0.0.1', 4)
}

/** As Chromium says that the way itself failed. */
export function failingWay(code: string): SelfTestPorts['way']['fetch'] {
  return () => Promise.reject(new Error(`net::${code}`))
}

/** A line tried as the program tries it, with names that nobody knows. */
export function testedBy(clock: Clock): SelfTestPorts['lines']['test'] {
  return (account) =>
    testAccount(account, 'secret', {
      clock,
      logger: silentLogger,
      openFlow: (target, options) =>
        openFlow(target, {
          ...options,
          dns: {
            naptr: async () => [],
            srv: async () => [],
            addresses: () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })),
          },
        }),
      userAgent: 'Otklik/test',
      newId: v7,
      onProgress: () => undefined,
    })
}

export const takingLine: SipAnswer = (text) => {
  if (text.startsWith('ACK')) return null
  if (text.startsWith('INVITE')) return answerTo(text, 404)
  return registrar((register) => answerTo(register, 200, [`Contact: ${/Contact: (.*)/.exec(register)?.[1] ?? ''}`]))(
    text,
  )
}

export function lineAt(port: number, change: Partial<SipAccount> = {}): SipAccount {
  return {
    id: v7() as SipAccountId,
    label: 'Line',
    transport: 'tcp',
    media: 'rtp',
    host: '127.0.0.1',
    port,
    outboundProxy: null,
    webSocketPath: '/',
    domain: 'pbx.test',
    user: 'agent',
    authUser: null,
    displayName: null,
    pickupCode: null,
    isEnabled: true,
    pinnedFingerprint: null,
    authorityPem: null,
    hasPassword: true,
    ...change,
  }
}

/** Two seconds of somebody breathing. */
export class HearingMedia extends FakeMediaPort {
  constructor(offer = OFFER, level = 0.02) {
    super(offer)
    Object.assign(this.requests, {
      listDevices: async () => DEVICES,
      startMeter: async () => {
        this.report('levels', { input: level, output: 0 })
        return 'started'
      },
    })
  }
}

export type World = { -readonly [K in keyof SelfTestPorts]: SelfTestPorts[K] } & { readonly closing: Closing }

/** A desk with which everything is well: a team's hub over TLS, a line, devices. Each fault changes one thing of it. */
export async function soundWorld(): Promise<World> {
  const closing = new Closing()
  const hubPort = await closing.listen(hubServer(undefined, undefined, 'by-ca'))
  const line = closing.use(await sipOverTcp(takingLine))
  const authority = testAuthority()
  return {
    closing,
    disk: { write: async () => undefined, freeBytes: async () => 10 ** 10 },
    policy: () => readPolicy([]),
    hub: () => ({ kind: 'team', origin: `https://127.0.0.1:${String(hubPort)}` }),
    way: {
      fetch: ownWay(authority),
      resolveProxy: async () => 'DIRECT',
      lookup: async () => ['127.0.0.1'],
      connect: openChannel,
      isOnNetwork: () => true,
      authorities: [authority],
      deskVersion: '1.4.0',
      clock: systemClock,
    },
    lines: { list: () => [lineAt(line.port)], test: testedBy(systemClock) },
    sound: { media: new HearingMedia(), isInCall: () => false, clock: hasty },
    checkDeskPhone: async () => ({ failure: null }),
    updates: () => null,
    onRow: () => undefined,
  }
}
