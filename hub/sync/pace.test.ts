import { describe, expect, it } from 'vitest'

import { toDisposable } from '#shared/lib/disposable'
import { ManualClock } from '#shared/lib/manual-clock'

import { News } from './news'
import { Pace } from './pace'

function paced() {
  const clock = new ManualClock(0)
  const told: number[] = []
  const pace = new Pace(clock, ({ upTo }) => told.push(upTo))
  let last = 0
  const say = (isAwaited = false) => {
    last += 1
    pace.add(new News([], last, true), isAwaited)
  }
  return { clock, told, pace, say }
}

describe('[O4] how often a desk is told', () => {
  it('tells at once as long as nothing else is wished', () => {
    const { told, say, clock } = paced()
    say()
    say()
    expect(told).toEqual([1, 2])
    expect(clock.pendingTimers).toBe(0)
  })

  it('tells the first of a stream at once, and what follows together and in its order', () => {
    const { clock, told, pace, say } = paced()
    pace.setEvery(5_000)
    say()
    clock.advance(1_000)
    say()
    clock.advance(1_000)
    say()
    expect(told).toEqual([1])
    expect(pace.leftMs).toBe(3_000)
    clock.advance(3_000)
    expect(told).toEqual([1, 2, 3])
    clock.advance(5_000)
    say()
    expect(told).toEqual([1, 2, 3, 4])
  })

  it('tells what somebody waits for with all that came before it', () => {
    const { told, pace, say } = paced()
    pace.setEvery(5_000)
    say()
    say()
    say(true)
    expect(told).toEqual([1, 2, 3])
  })

  it('tells what waits when somebody comes, and what they have caused', () => {
    const { clock, told, pace, say } = paced()
    pace.setEvery(5_000)
    say()
    say()
    pace.setEvery(0)
    expect(told).toEqual([1, 2])
    expect(clock.pendingTimers).toBe(0)
    pace.setEvery(5_000)
    say()
    pace.hurry()
    expect(told).toEqual([1, 2, 3])
    say()
    expect(told).toEqual([1, 2, 3, 4])
  })

  it('waits for no clock that was set back', () => {
    let nowMs = 3_600_000
    const clock = { now: () => nowMs, schedule: () => toDisposable(() => undefined) }
    const pace = new Pace(clock, () => undefined)
    pace.setEvery(5_000)
    pace.add(new News([], 1, true), false)
    nowMs = 0
    expect(pace.leftMs).toBe(5_000)
  })

  it('tells nothing after its end', () => {
    const { clock, told, pace, say } = paced()
    pace.setEvery(5_000)
    say()
    say()
    pace.dispose()
    clock.advance(60_000)
    expect(told).toEqual([1])
  })
})
