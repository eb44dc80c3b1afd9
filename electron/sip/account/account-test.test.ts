import { networkInterfaces } from 'node:os'

import { afterEach, describe, expect, it } from 'vitest'

import type { SipAccountInput } from '#shared/contract/ipc/sip'
import type { SipAccountId } from '#shared/domain/ids'
import type { SipTestStep } from '#shared/domain/sip-account'
import { systemClock, type Clock } from '#shared/lib/clock'
import { silentLogger } from '#shared/lib/logger'
import { v7 } from 'uuid'
import {
  answerTo,
  closedPort,
  registrar,
  sipOverTcp,
  sipOverTls,
  sipOverUdp,
  sipOverWebSocket,
  tcpServer,
  testAuthority,
  webServer,
  type SipAnswer,
  type TinyServer,
} from '../testing/tiny-servers'
import { openFlow } from '../transport/open-flow'
import { testAccount } from './account-test'

/** Some containers have none. */
const HAS_IPV6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))
const servers: TinyServer[] = []

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

/** Also knows nobody whom one could call. */
function takingNobody(register: SipAnswer): SipAnswer {
  return (text) => {
    if (text.startsWith('ACK')) return null
    return text.startsWith('INVITE') ? answerTo(text, 404) : registrar(register)(text)
  }
}

async function use<T extends TinyServer>(starting: Promise<T>): Promise<T> {
  const server = await starting
  servers.push(server)
  return server
}

/** Ten times as fast, so that the layers' limits pass within the test's own. */
const hasty: Clock = {
  now: () => systemClock.now(),
  schedule: (delayMs, action) => systemClock.schedule(delayMs / 10, action),
}

async function walk(
  account: Partial<SipAccountInput> & Pick<SipAccountInput, 'transport' | 'port'>,
  password: string | null = 'secret',
  clock: Clock = systemClock,
) {
  const progress: SipTestStep[][] = []
  const input: SipAccountInput = {
    id: v7() as SipAccountId,
    label: 'Line',
    host: '127.0.0.1',
    outboundProxy: null,
    pickupCode: null,
    media: 'rtp',
    webSocketPath: '/',
    domain: 'pbx.test',
    user: 'agent',
    authUser: null,
    displayName: null,
    isEnabled: true,
    pinnedFingerprint: null,
    authorityPem: null,
    password,
    ...account,
  }
  const steps = await testAccount(input, password, {
    clock,
    logger: silentLogger,
    openFlow,
    userAgent: 'Otklik/test',
    newId: v7,
    onProgress: (reached) => progress.push([...reached]),
  })
  return { steps, progress, told: steps.map(tell).join(' ') }
}

function tell({ layer, outcome }: SipTestStep): string {
  if (outcome.kind === 'failed') return `${layer}:${outcome.reason}`
  return `${layer}:${outcome.kind === 'passed' ? 'ok' : '–'}`
}

function detailOf(steps: readonly SipTestStep[]): string | null {
  return steps.flatMap(({ outcome }) => (outcome.kind === 'failed' ? [outcome.detail] : []))[0] ?? null
}

const accept = takingNobody((text) => answerTo(text, 200, [`Contact: ${/Contact: (.*)/.exec(text)?.[1] ?? ''}`]))
/** Takes one kind of sound, by the profile of the offer, and knows nobody. */
const takes =
  (profile: string | null): SipAnswer =>
  (text) => {
    if (text.startsWith('ACK')) return null
    if (!text.startsWith('INVITE')) return accept(text)
    return answerTo(text, profile !== null && text.includes(` ${profile} `) ? 404 : 488)
  }
const MD5 = 'WWW-Authenticate: Digest realm="pbx", nonce="n", algorithm=MD5, qop="auth"'

describe('the test of an account', () => {
  it('passes every layer over TCP, reports each and leaves no binding', async () => {
    const heard: string[] = []
    const server = await use(
      sipOverTcp((text) => {
        heard.push(`${text.split(' ')[0] ?? ''} ${/\nExpires: (\d+)/.exec(text)?.[1] ?? ''}`.trim())
        return accept(text)
      }),
    )
    const { told, progress } = await walk({ transport: 'tcp', port: server.port })
    expect(told).toBe('dns:ok connect:ok tls:– webSocket:– sip:ok register:ok sound:ok')
    expect(progress.map((steps) => steps.at(-1)?.layer)).toEqual(['dns', 'connect', 'sip', 'register', 'sound'])
    expect(heard).toEqual(['OPTIONS', 'REGISTER 600', 'INVITE', 'ACK', 'REGISTER 0'])
  })

  it('[K8] passes every layer over UDP, where nothing is connected beforehand', async () => {
    const heard: string[] = []
    const server = await use(
      sipOverUdp((text) => {
        heard.push(text.split(' ')[0] ?? '')
        return accept(text)
      }),
    )
    const { told, progress } = await walk({ transport: 'udp', port: server.port })
    expect(told).toBe('dns:ok connect:– tls:– webSocket:– sip:ok register:ok sound:ok')
    expect(progress.map((steps) => steps.at(-1)?.layer)).toEqual(['dns', 'sip', 'register', 'sound'])
    expect(heard).toEqual(['OPTIONS', 'REGISTER', 'INVITE', 'ACK', 'REGISTER'])
  })

  it('[K8] names a UDP port where nobody listens, and a server there that stays silent or speaks otherwise', async () => {
    const closed = await sipOverUdp(() => null)
    await closed.close()
    expect((await walk({ transport: 'udp', port: closed.port })).told).toContain('sip:connectionRefused')
    const silent = await use(sipOverUdp(() => null))
    expect((await walk({ transport: 'udp', port: silent.port }, 'secret', hasty)).told).toContain('sip:timedOut')
    const chatty = await use(sipOverUdp(() => 'hello'))
    expect((await walk({ transport: 'udp', port: chatty.port })).told).toContain('sip:notSip')
  })

  it('passes every layer over a WebSocket', async () => {
    const server = await use(sipOverWebSocket(accept))
    expect((await walk({ transport: 'ws', port: server.port })).told).toBe(
      'dns:ok connect:ok tls:– webSocket:ok sip:ok register:ok sound:ok',
    )
  })

  it('names a certificate that nobody vouches for, and passes once it is pinned', async () => {
    const server = await use(sipOverTls(accept))
    const refused = await walk({ transport: 'tls', port: server.port })
    expect(refused.told).toBe('dns:ok connect:ok tls:certificateRefused webSocket:– sip:– register:– sound:–')
    expect(detailOf(refused.steps)).toContain('issuer: Otklik Test, pbx.test')
    expect(detailOf(refused.steps)).toContain(server.fingerprint)

    const pinned = await walk({
      transport: 'tls',
      port: server.port,
      pinnedFingerprint: server.fingerprint.toLowerCase(),
    })
    expect(pinned.told).toBe('dns:ok connect:ok tls:ok webSocket:– sip:ok register:ok sound:ok')
    const other = await walk({ transport: 'tls', port: server.port, pinnedFingerprint: 'AA:BB' })
    expect(other.told).toContain('tls:certificateRefused')
  })

  it('[K8] trusts a certificate by the company’s own authority once the account names it', async () => {
    const server = await use(sipOverTls(accept, 'by-ca'))
    const unknown = await walk({ transport: 'tls', port: server.port })
    expect(unknown.told).toContain('tls:certificateRefused')
    expect(detailOf(unknown.steps)).toContain('issuer: Otklik Test, Otklik Test CA')

    const known = await walk({ transport: 'tls', port: server.port, authorityPem: testAuthority() })
    expect(known.told).toBe('dns:ok connect:ok tls:ok webSocket:– sip:ok register:ok sound:ok')
    const other = await walk({ transport: 'tls', port: server.port, authorityPem: testAuthority('ca-expired') })
    expect(other.told).toContain('tls:certificateRefused')
  })

  it('[K8] trusts the company’s own authority for its servers alone', async () => {
    const server = await use(sipOverTls(accept))
    const { told } = await walk({ transport: 'tls', port: server.port, authorityPem: testAuthority() })
    expect(told).toContain('tls:certificateRefused')
  })

  it('[K8] names an expired certificate, whoever vouches for it, until it is pinned', async () => {
    const server = await use(sipOverTls(accept, 'by-ca-expired'))
    for (const authorityPem of [null, testAuthority()]) {
      const { told, steps } = await walk({ transport: 'tls', port: server.port, authorityPem })
      expect(told).toBe('dns:ok connect:ok tls:certificateExpired webSocket:– sip:– register:– sound:–')
      expect(detailOf(steps)).toContain('valid until 2025-01-01 (Otklik Test, pbx.test)')
      expect(detailOf(steps)).toContain(server.fingerprint)
    }
    const pinned = await walk({ transport: 'tls', port: server.port, pinnedFingerprint: server.fingerprint })
    expect(pinned.told).toContain('tls:ok')
  })

  it('[K8] names a certificate that was issued for another name', async () => {
    const server = await use(sipOverTls(accept, 'by-ca-other-host'))
    const { told, steps } = await walk({ transport: 'tls', port: server.port, authorityPem: testAuthority() })
    expect(told).toBe('dns:ok connect:ok tls:certificateOtherHost webSocket:– sip:– register:– sound:–')
    expect(detailOf(steps)).toContain('issued for other.test, asked for 127.0.0.1')
  })

  it('[K8] names an authority that can no longer be read, and does not connect without it', async () => {
    const server = await use(sipOverTls(accept, 'by-ca'))
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
    const { told } = await walk({ transport: 'tls', port: server.port, authorityPem: broken })
    expect(told).toContain('tls:authorityUnreadable')
  })

  it.each([
    ['rtp', 'RTP/AVP', 'sound:ok', 'SIP 404'],
    ['webrtc', 'RTP/AVP', 'sound:soundWantsRtp', 'SIP 488'],
    ['webrtc', 'RTP/SAVP', 'sound:soundWantsSrtp', 'SIP 488'],
    ['rtp', 'UDP/TLS/RTP/SAVPF', 'sound:soundWantsWebrtc', 'SIP 488'],
    ['srtp', null, 'sound:soundRefused', 'SIP 488'],
  ] as const)('[K8] of a line with %s at a PBX that takes %s says %s', async (media, profile, said, detail) => {
    const server = await use(sipOverTcp(takes(profile)))
    const { told, steps } = await walk({ transport: 'tcp', port: server.port, media })
    expect(told).toBe(`dns:ok connect:ok tls:– webSocket:– sip:ok register:ok ${said}`)
    expect(steps.at(-1)?.outcome).toMatchObject({ detail })
  })

  it('[K8] leaves at once whoever would take its call', async () => {
    const heard: string[] = []
    const server = await use(
      sipOverTcp((text) => {
        const method = text.split(' ')[0] ?? ''
        heard.push(method)
        if (method === 'ACK') return null
        return method === 'INVITE' ? answerTo(text, 200, ['Contact: <sip:ivr@pbx.test>']) : accept(text)
      }),
    )
    expect((await walk({ transport: 'tcp', port: server.port })).told).toContain('sound:ok')
    expect(heard).toEqual(['OPTIONS', 'REGISTER', 'INVITE', 'ACK', 'BYE', 'REGISTER'])
  })

  it('[K8] names a server that answers no calls', async () => {
    const server = await use(sipOverTcp((text) => (text.startsWith('INVITE') ? null : accept(text))))
    expect((await walk({ transport: 'tcp', port: server.port }, 'secret', hasty)).told).toContain('sound:timedOut')
  })

  it.each(
    HAS_IPV6
      ? ([
          ['tcp', sipOverTcp],
          ['udp', sipOverUdp],
        ] as const)
      : [],
  )('[K8] passes over %s at an IPv6 address, and names itself by its own', async (transport, open) => {
    const heard: string[] = []
    const server = await use(
      open((text) => {
        heard.push(text)
        return accept(text)
      }, '::1'),
    )
    const { told } = await walk({ transport, host: '[::1]', port: server.port })
    expect(told).toContain('sip:ok register:ok sound:ok')
    const register = heard.find((text) => text.startsWith('REGISTER')) ?? ''
    expect(register).toMatch(/^Via: SIP\/2\.0\/\w+ \[::1\]:\d+;/im)
    expect(register).toMatch(/^Contact: <sip:\w+@\[::1\]:\d+;/im)
  })

  it('names a host that does not exist', async () => {
    const { told } = await walk({ transport: 'tcp', port: 5060, host: 'no-such-host.invalid' })
    expect(told).toBe('dns:hostNotFound connect:– tls:– webSocket:– sip:– register:– sound:–')
  })

  it('names a port where nobody listens', async () => {
    const { told, steps } = await walk({ transport: 'tcp', port: await closedPort() })
    expect(told).toBe('dns:ok connect:connectionRefused tls:– webSocket:– sip:– register:– sound:–')
    expect(detailOf(steps)).toBe('ECONNREFUSED')
  })

  it('names a server that stays silent', async () => {
    const server = await use(tcpServer(() => undefined))
    expect((await walk({ transport: 'tcp', port: server.port }, 'secret', hasty)).told).toBe(
      'dns:ok connect:ok tls:– webSocket:– sip:timedOut register:– sound:–',
    )
    expect((await walk({ transport: 'ws', port: server.port }, 'secret', hasty)).told).toBe(
      'dns:ok connect:ok tls:– webSocket:timedOut sip:– register:– sound:–',
    )
    expect((await walk({ transport: 'tls', port: server.port }, 'secret', hasty)).told).toBe(
      'dns:ok connect:ok tls:notTls webSocket:– sip:– register:– sound:–',
    )
  })

  it.each([200, 404, 403])('names a plain web server (HTTP %i) where a WebSocket was expected', async (status) => {
    const server = await use(webServer(status))
    const { told, steps } = await walk({ transport: 'ws', port: server.port })
    expect(told).toBe('dns:ok connect:ok tls:– webSocket:notWebSocket sip:– register:– sound:–')
    expect(detailOf(steps)).toBe(`HTTP ${String(status)}`)
  })

  it('names a WebSocket server that does not know SIP', async () => {
    const server = await use(sipOverWebSocket(accept, 'chat'))
    expect((await walk({ transport: 'ws', port: server.port })).told).toContain('webSocket:notWebSocket')
  })

  it('names a port that speaks plainly where TLS was expected', async () => {
    const web = await use(webServer(200))
    expect((await walk({ transport: 'tls', port: web.port })).told).toContain('tls:notTls')
    const closing = await use(tcpServer((socket) => socket.end()))
    expect((await walk({ transport: 'wss', port: closing.port })).told).toContain('tls:notTls')
  })

  it('names a server that speaks TLS, or HTTP, where plain SIP was expected', async () => {
    const secure = await use(sipOverTls(accept))
    expect((await walk({ transport: 'tcp', port: secure.port })).told).toBe(
      'dns:ok connect:ok tls:– webSocket:– sip:notSip register:– sound:–',
    )
    const web = await use(webServer(200))
    expect((await walk({ transport: 'tcp', port: web.port })).told).toContain('sip:notSip')
    const chatty = await use(sipOverWebSocket(() => 'hello'))
    expect((await walk({ transport: 'ws', port: chatty.port })).told).toContain('sip:notSip')
  })

  it.each([
    [401, [MD5], 'wrongPassword'],
    [401, ['WWW-Authenticate: Digest realm="pbx", nonce="n", algorithm=SHA-256'], 'unsupportedDigest'],
    [403, [], 'forbidden'],
    [404, [], 'userUnknown'],
    [503, [], 'serverBusy'],
    [500, [], 'serverError'],
  ] as const)('names a registration refused with %i as %s', async (status, headers, reason) => {
    const server = await use(sipOverTcp(registrar((text) => answerTo(text, status, headers))))
    const { told, steps } = await walk({ transport: 'tcp', port: server.port })
    expect(told).toBe(`dns:ok connect:ok tls:– webSocket:– sip:ok register:${reason} sound:–`)
    expect(detailOf(steps)).toBe(`SIP ${String(status)}`)
  })

  it('names a missing password, and a registrar that does not answer', async () => {
    const server = await use(sipOverTcp(registrar(() => null)))
    expect((await walk({ transport: 'tcp', port: server.port }, null)).told).toContain('register:passwordMissing')
    expect((await walk({ transport: 'tcp', port: server.port }, 'secret', hasty)).told).toContain('register:timedOut')
  })

  it('names a connection that breaks during the registration', async () => {
    const server = await use(
      tcpServer((socket) => {
        socket.on('data', (chunk: Buffer) => {
          const text = chunk.toString()
          if (text.startsWith('OPTIONS')) socket.write(answerTo(text, 200))
          else socket.destroy()
        })
      }),
    )
    expect((await walk({ transport: 'tcp', port: server.port })).told).toContain('register:connectionLost')
  })
})
