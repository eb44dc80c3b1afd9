import { describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'
import type { Dns, NaptrRecord, SrvRecord } from './dns'
import { locateServers, type NextHop } from './locate-servers'
import { ServerHealth } from './server-health'

interface Zone {
  readonly naptr?: Readonly<Record<string, readonly NaptrRecord[]>>
  readonly srv?: Readonly<Record<string, readonly SrvRecord[]>>
  readonly addresses?: Readonly<Record<string, readonly string[]>>
}

function dnsOf(zone: Zone) {
  const asked: string[] = []
  const answer = async <T>(kind: string, records: Readonly<Record<string, readonly T[]>> = {}, name: string) => {
    asked.push(`${kind} ${name}`)
    const found = records[name]
    if (!found) throw Object.assign(new Error('no such record'), { code: 'ENOTFOUND' })
    return found
  }
  const dns: Dns = {
    naptr: (name) => answer('NAPTR', zone.naptr, name),
    srv: (name) => answer('SRV', zone.srv, name),
    addresses: (name) => answer('A', zone.addresses, name),
  }
  return { dns, asked }
}

async function find(zone: Zone, hop: Partial<NextHop> = {}, random = () => 0.5): Promise<string> {
  const located = await locateServers(
    { transport: 'udp', host: 'pbx.test', port: null, ...hop },
    dnsOf(zone).dns,
    random,
  )
  if (!located.ok) return `${located.error.layer}:${located.error.reason} ${located.error.detail ?? ''}`.trim()
  return located.value.map(({ address, port }) => `${address}:${String(port)}`).join(' ')
}

const server = (name: string, priority: number, weight = 0, port = 5060): SrvRecord => ({
  name,
  priority,
  weight,
  port,
})
const pointer = (service: string, replacement: string, order = 1, preference = 1, flags = 's'): NaptrRecord => {
  return { service, replacement, order, preference, flags }
}
const addresses = { 'pbx.test': ['192.0.2.1'], 'one.test': ['192.0.2.11'], 'two.test': ['192.0.2.12', '2001:db8::2'] }

describe('finding the server of a domain (RFC 3263)', () => {
  it.each([
    ['a number for a host', { host: '192.0.2.9' }, '192.0.2.9:5060'],
    ['an IPv6 number', { host: '[2001:db8::9]', transport: 'tls' as const }, '2001:db8::9:5061'],
    ['a port that was typed', { port: 5070 }, '192.0.2.1:5070'],
    ['a WebSocket', { transport: 'wss' as const }, '192.0.2.1:443'],
  ])('[K8] asks for no records with %s', async (_what, hop, expected) => {
    const { dns, asked } = dnsOf({ addresses })
    const located = await locateServers({ transport: 'udp', host: 'pbx.test', port: null, ...hop }, dns, () => 0)
    const found = located.ok ? located.value : []
    expect(found.map(({ address, port }) => `${address}:${String(port)}`)).toEqual([expected])
    expect(asked.filter((question) => !question.startsWith('A '))).toEqual([])
  })

  it('[K8] takes NAPTR of its transport, in their order, and the SRV they name', async () => {
    const zone = {
      naptr: {
        'pbx.test': [
          pointer('SIP+D2T', 'tcp.records.test', 1),
          pointer('SIP+D2U', 'second.records.test', 2),
          pointer('sip+d2u', 'first.records.test', 1, 5),
          pointer('SIP+D2U', 'gone.records.test', 1, 1),
          pointer('SIP+D2U', 'regexp.records.test', 0, 0, 'u'),
        ],
      },
      srv: {
        'first.records.test': [server('one.test', 1, 0, 5080)],
        'second.records.test': [server('two.test', 1)],
        'tcp.records.test': [server('two.test', 1, 0, 5090)],
        '_sip._udp.pbx.test': [server('two.test', 1)],
      },
      addresses,
    }
    expect(await find(zone)).toBe('192.0.2.11:5080')
    expect(await find(zone, { transport: 'tcp' })).toBe('192.0.2.12:5090 2001:db8::2:5090')
  })

  it.each([
    ['udp', '_sip._udp.pbx.test'],
    ['tcp', '_sip._tcp.pbx.test'],
    ['tls', '_sips._tcp.pbx.test'],
  ] as const)('[K8] asks SRV for %s under its own name where there is no NAPTR', async (transport, name) => {
    expect(await find({ srv: { [name]: [server('one.test', 1, 0, 5999)] }, addresses }, { transport })).toBe(
      '192.0.2.11:5999',
    )
  })

  it('[K8] goes by priority, then draws by weight', async () => {
    const srv = { '_sip._udp.pbx.test': [server('two.test', 2), server('pbx.test', 1, 10), server('one.test', 1, 90)] }
    expect(await find({ srv, addresses }, {}, () => 0.05)).toBe(
      '192.0.2.1:5060 192.0.2.11:5060 192.0.2.12:5060 2001:db8::2:5060',
    )
    expect(await find({ srv, addresses }, {}, () => 0.5)).toBe(
      '192.0.2.11:5060 192.0.2.1:5060 192.0.2.12:5060 2001:db8::2:5060',
    )
    let firsts = 0
    for (let at = 0; at < 100; at += 1) {
      const found = await find({ srv, addresses }, {}, () => (at + 0.5) / 100)
      if (found.startsWith('192.0.2.11')) firsts += 1
    }
    expect(firsts).toBe(90)
  })

  it('[K8] leaves out a server whose name leads nowhere, and falls back to the domain itself', async () => {
    const srv = { '_sip._udp.pbx.test': [server('nowhere.test', 1), server('one.test', 2)] }
    expect(await find({ srv, addresses })).toBe('192.0.2.11:5060')
    expect(await find({ srv: { '_sip._udp.pbx.test': [server('nowhere.test', 1)] }, addresses })).toBe('192.0.2.1:5060')
    expect(await find({ addresses })).toBe('192.0.2.1:5060')
  })

  it('[K8] says so when the domain has no such service, or does not exist', async () => {
    expect(await find({ srv: { '_sip._udp.pbx.test': [server('', 0, 0, 0)] }, addresses })).toBe(
      'dns:hostNotFound SRV .',
    )
    expect(await find({})).toBe('dns:hostNotFound ENOTFOUND')
  })
})

describe('servers that failed', () => {
  const one = { address: '192.0.2.11', port: 5060 }
  const two = { address: '192.0.2.12', port: 5060 }

  it('[K8] come last for a minute, or for as long as they asked', () => {
    const clock = new ManualClock()
    const health = new ServerHealth(clock)
    expect(health.order([one, two])).toEqual([one, two])
    health.noteChosen(one)
    expect(health.noteFailure(null)).toBe(true)
    expect(health.order([one, two])).toEqual([two, one])
    clock.advance(60_001)
    expect(health.order([one, two])).toEqual([one, two])
    health.noteFailure(300_000)
    clock.advance(299_000)
    expect(health.order([one, two])).toEqual([two, one])
  })

  it('[K8] leave nobody to go to when all of them failed, until the network changes', () => {
    const health = new ServerHealth(new ManualClock())
    health.order([one])
    health.noteChosen(one)
    expect(health.noteFailure(null)).toBe(false)
    expect(health.order([one])).toEqual([one])
    health.forget()
    expect(health.order([one, two])).toEqual([one, two])
  })
})
