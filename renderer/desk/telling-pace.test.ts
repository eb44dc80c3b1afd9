import { describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'

import { TellingPace } from './telling-pace'

function start() {
  const clock = new ManualClock(0)
  const told: string[] = []
  const pace = new TellingPace<string>(clock, (news) => {
    told.push(`${String(clock.now() / 1_000)}: ${news.join(' ')}`)
  })
  return { clock, told, pace }
}

describe('[N4] news', () => {
  it('are told as they come while they are few', () => {
    const { clock, told, pace } = start()
    pace.add(['a', 'b'])
    clock.advance(1_000)
    pace.add([])
    pace.add(['c'])
    clock.advance(9_000)
    pace.add(['d'])
    expect(told).toEqual(['0: a b', '1: c', '10: d'])
    clock.advance(10_000)
    pace.add(['e'])
    expect(told.at(-1)).toBe('20: e')
    expect(clock.pendingTimers).toBe(0)
  })

  it('that come in a stream are told together, none of them twice and none never', () => {
    const { clock, told, pace } = start()
    for (let second = 0; second < 20; second += 1) {
      pace.add([String(second)])
      clock.advance(1_000)
    }
    pace.dispose()
    expect(told).toEqual([
      '0: 0',
      '1: 1',
      '2: 2',
      '8: 3 4 5 6 7',
      '13: 8 9 10 11 12',
      '18: 13 14 15 16 17',
      '20: 18 19',
    ])
    expect(clock.pendingTimers).toBe(0)
  })
})
