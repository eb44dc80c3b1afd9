import { afterEach, describe, expect, it } from 'vitest'

import { systemClock, type Clock } from '#shared/lib/clock'
import { createFixture } from '../testing/phone-fixture'
import { answerTo, closedPort, sipOverTcp, sipOverUdp, type SipAnswer, type TinyServer } from '../testing/tiny-servers'
import type { Dns } from './dns'
import { openFlow, type OpenFlow } from './open-flow'

const servers: TinyServer[] = []

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function use(starting: Promise<TinyServer>): Promise<TinyServer> {
  const server = await starting
  servers.push(server)
  return server
}

/** Ten times as fast, so that waiting times pass within the test's own. */
const hasty: Clock = {
  now: () => systemClock.now(),
  schedule: (delayMs, action) => systemClock.schedule(delayMs / 10, action),
}

/** The domain's servers on loopback, the first of them preferred. */
function domainWith(ports: readonly number[]): OpenFlow {
  const dns: Dns = {
    naptr: async () => [],
    srv: async () => ports.map((port, at) => ({ name: 'here.test', priority: at, weight: 0, port })),
    addresses: async () => ['127.0.0.1'],
  }
  return (target, options) => openFlow(target, { ...options, dns })
}

const accept: SipAnswer = (text) => answerTo(text, 200, [`Contact: ${/Contact: (.*)/.exec(text)?.[1] ?? ''}`])

describe('a line whose domain has two servers', () => {
  it('[K8] registers at the second when nobody listens at the first', async () => {
    const second = await use(sipOverTcp(accept))
    const desk = createFixture({
      account: { transport: 'tcp', host: 'pbx.test', port: null },
      internals: { openFlow: domainWith([await closedPort(), second.port]) },
    })
    desk.phone.start()
    await desk.untilRegistered()
    await desk.phone.stop()
  })

  it('[K8] goes to the second when the first says 503, whatever Retry-After the first wants', async () => {
    const asked: string[] = []
    const first = await use(
      sipOverUdp((text) => {
        asked.push('first')
        return answerTo(text, 503, ['Retry-After: 3600'])
      }),
    )
    const second = await use(
      sipOverUdp((text) => {
        asked.push('second')
        return accept(text)
      }),
    )
    const desk = createFixture({
      account: { transport: 'udp', host: 'pbx.test', port: null },
      clock: hasty,
      internals: { openFlow: domainWith([first.port, second.port]) },
    })
    desk.phone.start()
    await desk.untilRegistered()
    // On a busy machine a hasty clock repeats a request before its answer was read.
    expect([...new Set(asked)]).toEqual(['first', 'second'])
    await desk.phone.stop()
  })

  it('[K8] obeys Retry-After where there is only one server', async () => {
    const only = await use(sipOverUdp((text) => answerTo(text, 503, ['Retry-After: 3600'])))
    const desk = createFixture({
      account: { transport: 'udp', host: 'pbx.test', port: null },
      internals: { openFlow: domainWith([only.port]) },
    })
    desk.phone.start()
    await desk.until('waiting', () => desk.registration()?.kind === 'waiting')
    const registration = desk.registration()
    expect(registration).toMatchObject({ kind: 'waiting', reason: 'serverBusy' })
    if (registration?.kind === 'waiting') expect(registration.retryAtMs - Date.now()).toBeGreaterThan(3_590_000)
    desk.phone.dispose()
  })

  it('[K8] leaves a UDP server that stays silent for the next', async () => {
    const first = await use(sipOverUdp(() => null))
    const second = await use(sipOverUdp(accept))
    const desk = createFixture({
      account: { transport: 'udp', host: 'pbx.test', port: null },
      clock: hasty,
      internals: { openFlow: domainWith([first.port, second.port]) },
    })
    desk.phone.start()
    await desk.untilRegistered()
    await desk.phone.stop()
  })
})

it('[K8] an outbound proxy takes the connection and is named in the route', async () => {
  const routes: string[] = []
  const proxy = await use(
    sipOverTcp((text) => {
      routes.push(/\r\nRoute: (.*)\r\n/.exec(text)?.[1] ?? 'none')
      return accept(text)
    }),
  )
  const desk = createFixture({
    account: {
      transport: 'tcp',
      host: 'nowhere.invalid',
      port: 5060,
      outboundProxy: `127.0.0.1:${String(proxy.port)}`,
    },
  })
  desk.phone.start()
  await desk.untilRegistered()
  expect(routes).toEqual([`<sip:127.0.0.1:${String(proxy.port)};transport=tcp;lr>`])
  await desk.phone.stop()
})
