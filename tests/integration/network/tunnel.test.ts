import { readFileSync } from 'node:fs'
import https from 'node:https'
import type net from 'node:net'
import { join } from 'node:path'

import { afterEach, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'

import { serverReacher } from '../../../electron/network/reach-server'
import { trustAlso } from '../../../shared/node/trust-also'
import { openTunnel, type Tunnel } from '../../../shared/node/tunnel'
import { createFixture } from '../../../electron/sip/testing/phone-fixture'
import {
  answerTo,
  closedPort,
  registrar,
  sipOverWebSocket,
  tcpServer,
  type TinyServer,
} from '../../../electron/sip/testing/tiny-servers'
import { openFlow } from '../../../electron/sip/transport/open-flow'
import { callSocketOpener } from '../../../electron/visitor-calls/hub-call-socket'
import { VISITOR_CALLS_PATH } from '../../../shared/contract/visitor-calls'
import type { ProxyChallenge, ProxyCredentials } from '../../../shared/domain/proxy'
import { systemClock } from '../../../shared/lib/clock'
import { LoginProxy } from '../../lib/login-proxy'

const TLS = join(import.meta.dirname, '../../fixtures/tls')
const RIGHT: ProxyCredentials = { user: 'anna', password: 'пароль' }

const closing: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((each) => each.close()))
})

function use<T extends { close(): Promise<void> }>(server: T): T {
  closing.push(server)
  return server
}

function through(
  proxy: string,
  port: number,
  answers: readonly (ProxyCredentials | null)[] = [],
): { readonly tunnel: Promise<Tunnel>; readonly asked: [ProxyChallenge, ProxyCredentials | null][] } {
  const asked: [ProxyChallenge, ProxyCredentials | null][] = []
  const tunnel = openTunnel('hub.test', port, {
    resolveProxy: async (url) => {
      expect(url).toBe(`https://hub.test:${String(port)}/`)
      return proxy
    },
    answer: async (...question) => {
      asked.push(question)
      return answers[asked.length - 1] ?? null
    },
    clock: systemClock,
  })
  return { tunnel, asked }
}

/** As TLS and WebSockets: the client speaks first. */
const hello = (): Promise<TinyServer> => tcpServer((socket) => socket.once('data', () => socket.end('hello')))
const textOf = async (tunnel: Tunnel): Promise<string> => {
  if (tunnel.kind !== 'open') throw new Error(`The tunnel is ${JSON.stringify(tunnel)}`)
  const { socket } = tunnel
  return new Promise((done) => {
    socket.once('data', (bytes: Buffer) => done(bytes.toString()))
    socket.write('hello?')
  })
}

describe('[I4] what speaks through Node goes by the same proxy', () => {
  it('directly where none is on the way', async () => {
    expect(await through('DIRECT', 443).tunnel).toEqual({ kind: 'direct' })
  })

  it('through one that asks nobody, which also looks up the name', async () => {
    const [proxy, server] = [use(await LoginProxy.start(null)), use(await hello())]
    expect(await textOf(await through(`PROXY ${proxy.address}`, server.port).tunnel)).toBe('hello')
    expect(proxy.passed).toEqual([`CONNECT hub.test:${String(server.port)}`])
  })

  it('through one with a login: the wrong one is told to be wrong, the right one lets through', async () => {
    const [proxy, server] = [use(await LoginProxy.start(RIGHT)), use(await hello())]
    const wrong = { user: 'anna', password: 'нет' }
    const { tunnel, asked } = through(`PROXY ${proxy.address}`, server.port, [wrong, RIGHT])
    expect(await textOf(await tunnel)).toBe('hello')
    const challenge = { host: '127.0.0.1', port: proxy.port, realm: 'Firm', scheme: 'basic' }
    expect(asked).toEqual([
      [challenge, null],
      [challenge, wrong],
    ])
  })

  it('not where nobody logs in, the proxy is away, or speaks what is not spoken here', async () => {
    const proxy = use(await LoginProxy.start(RIGHT))
    expect(await through(`PROXY ${proxy.address}`, 443).tunnel).toMatchObject({ reason: 'proxyWantsLogin' })
    const closed = await closedPort()
    expect(await through(`PROXY 127.0.0.1:${String(closed)}`, 443).tunnel).toEqual({
      kind: 'failed',
      reason: 'proxyFailed',
      detail: `127.0.0.1:${String(closed)}, ECONNREFUSED`,
    })
    expect(await through('SOCKS5 127.0.0.1:1080', 443).tunnel).toMatchObject({
      reason: 'proxyFailed',
      detail: 'SOCKS5',
    })
    const saying = async (answer: string) => {
      const server = use(await tcpServer((socket: net.Socket) => socket.once('data', () => socket.end(answer))))
      return through(`PROXY 127.0.0.1:${String(server.port)}`, 443, [RIGHT]).tunnel
    }
    expect(await saying('HTTP/1.1 403 No\r\n\r\n')).toMatchObject({ reason: 'proxyFailed' })
    expect(await saying('SSH-2.0\r\n\r\n')).toMatchObject({ reason: 'proxyFailed' })
    expect(
      await saying('HTTP/1.1 407 Who\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n\r\n'),
    ).toMatchObject({ reason: 'proxyWantsLogin' })
  })
})

it('[I4] [K8] a line over WebSocket registers through the proxy', async () => {
  const proxy = use(await LoginProxy.start(null))
  const server = use(
    await sipOverWebSocket(
      registrar((text) => answerTo(text, 200, [`Contact: ${/Contact: (.*)/.exec(text)?.[1] ?? ''}`])),
    ),
  )
  const desk = createFixture({
    account: { transport: 'ws', host: 'pbx.test', port: server.port },
    internals: {
      openFlow: (target, options) =>
        openFlow(target, {
          ...options,
          openTunnel: (host, port, clock) =>
            openTunnel(host, port, {
              resolveProxy: async () => `PROXY ${proxy.address}`,
              answer: async () => null,
              clock,
            }),
        }),
    },
  })
  desk.phone.start()
  await desk.untilRegistered()
  expect(proxy.passed).toEqual([`CONNECT pbx.test:${String(server.port)}`])
  await desk.phone.stop()
})

it('[I4] [K5] a call to a page reaches a hub behind proxy and TLS', async () => {
  const proxy = use(await LoginProxy.start(RIGHT))
  const [key, cert] = ['by-ca.key.pem', 'by-ca.pem'].map((name) => readFileSync(join(TLS, name)))
  const hub = https.createServer({ key, cert })
  const sockets = new WebSocketServer({ server: hub, path: VISITOR_CALLS_PATH })
  await new Promise<void>((done) => hub.listen(0, '127.0.0.1', done))
  const { port } = hub.address() as net.AddressInfo
  const reach = serverReacher(
    (host, to, clock) =>
      openTunnel(host, to, { resolveProxy: async () => `PROXY ${proxy.address}`, answer: async () => RIGHT, clock }),
    systemClock,
  )
  const call = (host: string) =>
    new Promise<string>((done) => {
      const url = `https://${host}:${String(port)}`
      const ready = { kind: 'ready', url, secret: 'secret', databaseSetAside: null } as const
      const socket = callSocketOpener(
        () => ready,
        reach,
      )({
        onOpen: () => {
          socket.close()
          done('open')
        },
        onFrame: () => undefined,
        onLost: done,
      })
    })
  expect(await call('other.localhost')).toMatch(/VERIFY/)
  trustAlso([readFileSync(join(TLS, 'ca.pem'), 'utf8')])
  expect(await call('other.localhost')).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
  expect(proxy.passed.length).toBeGreaterThan(0)
  expect(await call('localhost')).toBe('open')
  sockets.close()
  hub.closeAllConnections()
  hub.close()
})
