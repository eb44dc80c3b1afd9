import type http from 'node:http'
import net from 'node:net'

import {
  answerTo,
  closedPort,
  registrar,
  sipOverTcp,
  sipOverTls,
  sipOverUdp,
  type TestCertificate,
} from '../../../electron/sip/testing/tiny-servers'
import { readPolicy } from '../../../shared/contract/policy/policy'
import type { SelfTestCause, SelfTestLayer } from '../../../shared/domain/self-test/row'
import type { SipAccount } from '../../../shared/domain/sip-account'
import { systemClock } from '../../../shared/lib/clock'
import { err } from '../../../shared/lib/result'
import {
  failingWay,
  hasty,
  HearingMedia,
  hubServer,
  INFO,
  lineAt,
  ownWay,
  takingLine,
  testedBy,
  type World,
} from './world'

export interface Fault {
  readonly name: string
  readonly layer: SelfTestLayer
  readonly cause: SelfTestCause
  readonly inject: (world: World) => Promise<void> | void
}

const HOUR_MS = 3_600_000
const SILENT_FOR_MS = 500
const MD5 = 'WWW-Authenticate: Digest realm="pbx", nonce="n", algorithm=MD5, qop="auth"'

function fault(name: string, layer: SelfTestLayer, cause: SelfTestCause, inject: Fault['inject']): Fault {
  return { name, layer, cause, inject }
}

function coded(code: string): Error {
  return Object.assign(new Error(code), { code })
}

const way = (world: World, change: Partial<World['way']>): void => {
  world.way = { ...world.way, ...change }
}

/** Another hub than the one with which all is well. */
async function hubAt(world: World, server: net.Server, scheme = 'http'): Promise<void> {
  const port = await world.closing.listen(server)
  world.hub = () => ({ kind: 'team', origin: `${scheme}://127.0.0.1:${String(port)}` })
}

const says = (body: string, status = 200, headers: http.OutgoingHttpHeaders = {}) =>
  hubServer((response) => response.writeHead(status, headers).end(body))

const withCertificate = (name: TestCertificate, isTrusted: boolean) => async (world: World) => {
  if (!isTrusted) way(world, { authorities: null, fetch: ownWay(null) })
  await hubAt(world, hubServer(undefined, undefined, name), 'https')
}

/** A proxy that says this to whoever wants through. */
const proxySaying =
  (answer: string, scheme: 'http' | 'https' = 'https') =>
  async (world: World) => {
    const proxy = net.createServer((socket) => socket.once('data', () => socket.end(answer)))
    const port = await world.closing.listen(proxy)
    world.hub = () => ({ kind: 'team', origin: `${scheme}://hub.company.test` })
    way(world, {
      resolveProxy: async () => `PROXY 127.0.0.1:${String(port)}`,
      fetch: failingWay('ERR_TUNNEL_CONNECTION_FAILED'),
    })
  }

const line =
  (start: () => Promise<{ readonly port: number; close?: () => Promise<void> }>, change: Partial<SipAccount> = {}) =>
  async (world: World) => {
    const { port, close } = await start()
    if (close) world.closing.use({ close })
    world.lines = { ...world.lines, list: () => [lineAt(port, change)] }
  }

const sound = (media: HearingMedia) => (world: World) => {
  world.sound = { ...world.sound, media }
}

function media(change: Partial<HearingMedia['requests']>): HearingMedia {
  const made = new HearingMedia()
  Object.assign(made.requests, change)
  return made
}

const policyOf = (content: unknown) => (world: World) => {
  world.policy = () => readPolicy([{ where: '/etc/otklik/policy.json', kind: 'read', dialect: 'json', content }])
}

const disk = (code: string) => (world: World) => {
  world.disk = { ...world.disk, write: () => Promise.reject(coded(code)) }
}

export const FAULTS: readonly Fault[] = [
  fault('the computer is not on a network', 'network', 'noNetwork', (world) => {
    world.hub = () => ({ kind: 'team', origin: 'https://hub.company.test' })
    way(world, { isOnNetwork: () => false, fetch: failingWay('ERR_INTERNET_DISCONNECTED') })
  }),
  fault('DNS does not know the name', 'dns', 'nameUnknown', (world) => {
    way(world, { lookup: () => Promise.reject(coded('ENOTFOUND')), fetch: failingWay('ERR_NAME_NOT_RESOLVED') })
  }),
  fault('the DNS server is silent', 'dns', 'noDns', (world) => {
    way(world, { lookup: () => Promise.reject(coded('EAI_AGAIN')), fetch: failingWay('ERR_NAME_NOT_RESOLVED') })
  }),
  fault('nobody listens at the port', 'connect', 'refused', async (world) => {
    const port = await closedPort()
    world.hub = () => ({ kind: 'team', origin: `https://127.0.0.1:${String(port)}` })
  }),
  fault('a firewall swallows the connection', 'connect', 'silent', (world) => {
    way(world, { connect: async () => err('TIMEOUT'), fetch: failingWay('ERR_CONNECTION_TIMED_OUT') })
  }),
  fault('there is no route to the address', 'connect', 'noRoute', (world) => {
    way(world, { connect: async () => err('ENETUNREACH'), fetch: failingWay('ERR_ADDRESS_UNREACHABLE') })
  }),
  fault(
    'the proxy wants a login',
    'proxy',
    'proxyWantsLogin',
    proxySaying('HTTP/1.1 407 Login\r\nProxy-Authenticate: NTLM\r\n\r\n'),
  ),
  fault(
    'the proxy wants a login for a plain address',
    'proxy',
    'proxyWantsLogin',
    proxySaying('HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic realm="p"\r\nContent-Length: 0\r\n\r\n', 'http'),
  ),
  fault('the proxy forbids the address', 'proxy', 'proxyForbids', proxySaying('HTTP/1.1 403 Forbidden\r\n\r\n')),
  fault('what is named as proxy is none', 'proxy', 'proxyFailed', proxySaying('SSH-2.0-OpenSSH_9\r\n')),
  fault('the proxy is away', 'proxy', 'proxyAway', async (world) => {
    const port = await closedPort()
    way(world, {
      resolveProxy: async () => `PROXY 127.0.0.1:${String(port)}`,
      fetch: failingWay('ERR_PROXY_CONNECTION_FAILED'),
    })
  }),
  fault('DNS does not know the proxy', 'proxy', 'proxyNameUnknown', (world) => {
    way(world, {
      resolveProxy: async () => 'PROXY proxy.company.test:3128',
      lookup: () => Promise.reject(coded('ENOTFOUND')),
      fetch: failingWay('ERR_PROXY_CONNECTION_FAILED'),
    })
  }),
  fault(
    'the hub is away behind the proxy',
    'connect',
    'unreachableThroughProxy',
    proxySaying('HTTP/1.1 502 Bad Gateway\r\n\r\n'),
  ),
  fault('this clock is an hour ahead', 'clock', 'clockOff', (world) => {
    way(world, { clock: { ...systemClock, now: () => systemClock.now() + HOUR_MS } })
  }),
  fault('this clock is an hour behind', 'clock', 'clockOff', (world) => {
    way(world, { clock: { ...systemClock, now: () => systemClock.now() - HOUR_MS } })
  }),
  fault('this clock is so far ahead that no certificate is valid', 'clock', 'clockOff', (world) => {
    way(world, {
      clock: { ...systemClock, now: () => systemClock.now() + 200 * 365 * 24 * HOUR_MS },
      fetch: failingWay('ERR_CERT_DATE_INVALID'),
    })
  }),
  fault('the certificate has expired', 'tls', 'certificateExpired', withCertificate('by-ca-expired', true)),
  fault('the certificate is of another name', 'tls', 'certificateOtherName', withCertificate('by-ca-other-host', true)),
  fault('the certificate is signed by itself', 'tls', 'certificateSelfSigned', withCertificate('self-signed', false)),
  fault(
    'an authority that nobody trusts intercepts',
    'tls',
    'certificateUnknownAuthority',
    withCertificate('by-ca', false),
  ),
  fault('the port speaks no TLS', 'tls', 'notTls', (world) => hubAt(world, hubServer(), 'https')),
  fault('a firewall cuts the TLS greeting', 'tls', 'notTls', (world) =>
    hubAt(
      world,
      net.createServer((socket) => socket.once('data', () => socket.resetAndDestroy())),
      'https',
    ),
  ),
  fault('the hub is away behind its reverse proxy', 'hub', 'hubAway', (world) =>
    hubAt(world, says('<html>502</html>', 502)),
  ),
  fault('the hub is newer than this desk', 'hub', 'deskTooOld', (world) =>
    hubAt(world, says(JSON.stringify({ ...INFO, contract: { newest: 9, oldest: 8 } }))),
  ),
  fault('the hub is older than this desk', 'hub', 'hubTooOld', (world) =>
    hubAt(world, says(JSON.stringify({ ...INFO, contract: { newest: 0, oldest: 0 } }))),
  ),
  fault('a captive portal answers with its page', 'hub', 'pageInstead', (world) =>
    hubAt(world, says('<!DOCTYPE html><h1>Wi-Fi</h1>')),
  ),
  fault('a captive portal leads to its page', 'hub', 'pageInstead', (world) =>
    hubAt(world, says('', 302, { location: 'http://wifi.test/' })),
  ),
  fault('another program answers', 'hub', 'notHub', (world) => hubAt(world, says('{"product":"shop"}'))),
  fault('the hub takes the connection and is silent', 'hub', 'hubSilent', async (world) => {
    way(world, { clock: hasty, fetch: ownWay(null, SILENT_FOR_MS) })
    await hubAt(world, net.createServer())
  }),
  fault('the hub of this computer does not run', 'hub', 'ownHubStopped', (world) => {
    world.hub = () => ({ kind: 'own', origin: null, isStarted: true })
  }),
  fault('the reverse proxy knows no WebSocket', 'webSocket', 'webSocketRefused', (world) =>
    hubAt(world, hubServer(undefined, 'HTTP/1.1 400 Bad Request\r\n\r\n')),
  ),
  fault(
    'the line has a wrong password',
    'line',
    'line.wrongPassword',
    line(() => sipOverTcp(registrar((text) => answerTo(text, 401, [MD5])))),
  ),
  fault('the exchange is silent over UDP', 'line', 'line.timedOut', async (world) => {
    await line(() => sipOverUdp(() => null), { transport: 'udp' })(world)
    world.lines = { ...world.lines, test: testedBy(hasty) }
  }),
  fault(
    'nobody listens at the exchange',
    'line',
    'line.connectionRefused',
    line(async () => ({ port: await closedPort() })),
  ),
  fault(
    'DNS does not know the exchange',
    'line',
    'line.hostNotFound',
    line(async () => ({ port: 5060 }), { host: 'pbx.company.test' }),
  ),
  fault(
    'the exchange has a certificate of nobody',
    'line',
    'line.certificateRefused',
    line(() => sipOverTls(takingLine), { transport: 'tls' }),
  ),
  fault(
    'the exchange has a certificate of another name',
    'line',
    'line.certificateRefused',
    line(() => sipOverTls(takingLine, 'by-ca-other-host'), { transport: 'tls' }),
  ),
  fault(
    'the exchange takes no such sound',
    'line',
    'line.soundRefused',
    line(() => sipOverTcp((text) => (text.startsWith('INVITE') ? answerTo(text, 488) : takingLine(text)))),
  ),
  fault('the data folder is read-only', 'disk', 'notWritable', disk('EROFS')),
  fault('the disk is full', 'disk', 'diskFull', disk('ENOSPC')),
  fault('the disk is as good as full', 'disk', 'diskFull', (world) => {
    world.disk = { ...world.disk, freeBytes: async () => 10_000_000 }
  }),
  fault('the disk is broken', 'disk', 'diskFailed', disk('EIO')),
  fault('the policy is not JSON', 'policy', 'policyUnreadable', (world) => {
    world.policy = () =>
      readPolicy([{ where: '/etc/otklik/policy.json', kind: 'failed', problem: 'notJson', detail: 'line 1' }])
  }),
  fault('others than root may write the policy', 'policy', 'policyInOtherHands', (world) => {
    const where = '/etc/otklik/policy.json'
    world.policy = () => readPolicy([{ where, kind: 'failed', problem: 'othersMayWrite', detail: '/etc/otklik' }])
  }),
  fault('the policy has a wrong value', 'policy', 'policyValues', policyOf({ locked: { 'look.language': 'fr' } })),
  fault('the policy has an unknown key', 'policy', 'policyValues', policyOf({ preset: { 'look.colour': 'red' } })),
  fault(
    'there is no microphone',
    'microphone',
    'noMicrophone',
    sound(
      media({
        listDevices: async () => ({ devices: [{ deviceId: 'o', label: 'o', kind: 'output' }], microphone: 'none' }),
      }),
    ),
  ),
  fault(
    'the system refuses the microphone',
    'microphone',
    'microphoneRefused',
    sound(media({ startMeter: async () => 'refused' })),
  ),
  fault(
    'the microphone cannot be opened',
    'microphone',
    'microphoneFailed',
    sound(media({ startMeter: async () => 'failed' })),
  ),
  fault(
    'the microphone is muted by its own switch',
    'microphone',
    'microphoneSilent',
    sound(new HearingMedia(undefined, 0)),
  ),
  fault(
    'there is nothing to play on',
    'output',
    'noOutput',
    sound(
      media({
        listDevices: async () => ({ devices: [{ deviceId: 'i', label: 'i', kind: 'input' }], microphone: 'available' }),
      }),
    ),
  ),
  fault('the output cannot play', 'output', 'outputFailed', sound(media({ playSound: async () => false }))),
  fault('no address for the sound of a call', 'sound', 'noCandidates', sound(new HearingMedia('v=0\r\n'))),
  fault(
    'the engine of the sound fails',
    'sound',
    'soundFailed',
    sound(media({ createOffer: async () => err({ reason: 'mediaFailed', detail: null }) })),
  ),
  fault(
    'the keys of the headset are taken by another program',
    'headset',
    'headsetRefused',
    sound(
      media({
        listHeadsets: async () => ({
          headsets: [{ id: '1234:5678', name: 'H', vendor: null, keys: [], lights: [], state: 'refused' }],
          microphone: null,
        }),
      }),
    ),
  ),
  fault('the desk phone is switched off', 'deskPhone', 'deskPhoneFailed', (world) => {
    world.checkDeskPhone = async () => ({ failure: 'unreachable' })
  }),
]
