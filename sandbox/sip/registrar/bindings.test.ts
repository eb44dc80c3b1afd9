import { beforeEach, describe, expect, it } from 'vitest'
import { ManualClock } from '#shared/lib/manual-clock'
import type { Flow } from '../transport/flow'
import { Bindings } from './bindings'

function flow(id: string): Flow {
  return {
    id,
    protocol: 'WS',
    remoteAddress: '127.0.0.1',
    remotePort: 1,
    localPort: 2,
    isOpen: true,
    send: () => undefined,
    close: () => undefined,
  }
}

const [first, second] = [flow('1'), flow('2')]
let clock: ManualClock
let bindings: Bindings

beforeEach(() => {
  clock = new ManualClock()
  bindings = new Bindings(clock)
})

function save(key: string, on: Flow, seconds = 60, user = 'agent'): void {
  bindings.save({ user, key, contactUri: `sip:${key}`, flow: on, expiresAtMs: clock.now() + seconds * 1000 })
}

const keys = (): string[] => bindings.of('agent').map(({ key }) => key)

describe('bindings', () => {
  it('keep several phones of one user, the last renewed last', () => {
    save('desk', first)
    save('mobile', second)
    save('desk', first)
    expect(keys()).toEqual(['mobile', 'desk'])
    expect(bindings.newest('agent')?.key).toBe('desk')
  })

  it('end with their time', () => {
    save('desk', first, 60)
    save('mobile', second, 120)
    clock.advance(60_000)
    expect(keys()).toEqual(['mobile'])
    expect(bindings.all()).toHaveLength(1)
  })

  it('end with their connection', () => {
    save('desk', first)
    save('mobile', second)
    save('desk2', first, 60, 'agent2')
    bindings.removeFlow(first)
    expect([keys(), bindings.of('agent2'), bindings.userOn(second)]).toEqual([['mobile'], [], 'agent'])
  })

  it('are removed one by one or all at once', () => {
    save('desk', first)
    save('mobile', second)
    bindings.remove('agent', 'desk')
    expect(keys()).toEqual(['mobile'])
    bindings.removeAll('agent')
    expect([keys(), bindings.newest('agent'), bindings.userOn(second)]).toEqual([[], undefined, undefined])
  })
})
