import { describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'
import { NetworkWatch } from './network-watch'
import { wayTo } from './way-to'

const CABLE = '192.0.2.5'
const RADIO = '198.51.100.7'
const SERVER = '203.0.113.1'

function setUp() {
  const clock = new ManualClock()
  const world = {
    addresses: [CABLE],
    way: CABLE as string | null,
    servers: [SERVER] as readonly string[],
    changes: 0,
    isInCall: true,
  }
  const watch = new NetworkWatch({
    clock,
    interfaces: () => ({ any: world.addresses.map((address) => ({ address, internal: false })) }),
    servers: () => world.servers,
    wayTo: async () => world.way,
    isInCall: () => world.isInCall,
    onChanged: () => (world.changes += 1),
  })
  const look = async (times = 1): Promise<number> => {
    for (let each = 0; each < times; each += 1) {
      clock.advance(250)
      await new Promise(setImmediate)
    }
    return world.changes
  }
  return { world, watch, look, clock }
}

describe('[K17] the network watch', () => {
  it('is silent while nothing changes, also about link-local addresses', async () => {
    const { world, look } = setUp()
    expect(await look(5)).toBe(0)
    world.addresses = [CABLE, 'fe80::1']
    expect(await look(2)).toBe(0)
  })

  it('tells once of another address, and says nothing while there is none', async () => {
    const { world, look } = setUp()
    await look()
    world.addresses = []
    world.way = null
    expect(await look(3)).toBe(0)
    world.addresses = [RADIO]
    world.way = RADIO
    expect(await look(3)).toBe(1)
  })

  it('tells again of a route that comes after its address', async () => {
    const { world, look } = setUp()
    await look()
    world.addresses = [RADIO]
    world.way = null
    expect(await look(2)).toBe(1)
    world.way = '192.0.2.200'
    expect(await look(2)).toBe(2)
    world.way = RADIO
    expect(await look(3)).toBe(3)
  })

  it('tells of another way to a server under the same addresses, as when a VPN begins', async () => {
    const { world, look } = setUp()
    world.addresses = [CABLE, RADIO]
    expect(await look(2)).toBe(1)
    world.way = RADIO
    expect(await look(3)).toBe(2)
  })

  it('takes the way to a server that it first hears of as given', async () => {
    const { world, look } = setUp()
    world.servers = []
    await look()
    world.servers = [SERVER]
    expect(await look(2)).toBe(0)
  })

  it('looks less often while nobody talks, and from the next call on as often as ever', async () => {
    const { world, look, clock } = setUp()
    await look()
    world.isInCall = false
    await look()
    world.addresses = [RADIO]
    expect(await look(7)).toBe(0)
    expect(await look()).toBe(1)
    world.isInCall = true
    clock.advance(2_000)
    await new Promise(setImmediate)
    world.addresses = [CABLE]
    expect(await look()).toBe(2)
  })

  it('ends', async () => {
    const { world, watch, look, clock } = setUp()
    watch.dispose()
    world.addresses = [RADIO]
    expect([await look(), clock.pendingTimers]).toEqual([0, 0])
  })
})

it('[K17] asks the system for its way, by IPv4 and IPv6', async () => {
  expect(await wayTo('127.0.0.1')).toBe('127.0.0.1')
  expect(['::1', null]).toContain(await wayTo('::1'))
})
