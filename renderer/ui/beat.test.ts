import { describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'

import { onBeat } from './beat'

describe('[O4] what counts on a screen', () => {
  it('is told in one moment, whenever each of them came', () => {
    const clock = new ManualClock(0)
    const told: string[] = []
    const first = onBeat(clock, 1_000, (nowMs) => told.push(`first ${String(nowMs)}`))
    clock.advance(400)
    const second = onBeat(clock, 1_000, (nowMs) => told.push(`second ${String(nowMs)}`))
    clock.advance(599)
    expect(told).toEqual([])
    clock.advance(1)
    expect(told).toEqual(['first 1000', 'second 1000'])
    first.dispose()
    clock.advance(1_000)
    expect(told).toEqual(['first 1000', 'second 1000', 'second 2000'])
    second.dispose()
  })

  it('keeps other paces apart', () => {
    const clock = new ManualClock(0)
    const told: number[] = []
    const minute = onBeat(clock, 60_000, () => told.push(60))
    const second = onBeat(clock, 1_000, () => told.push(1))
    clock.advance(1_000)
    expect(told).toEqual([1])
    second.dispose()
    clock.advance(59_000)
    expect(told).toEqual([1, 60])
    minute.dispose()
  })

  it('runs no timer when nobody looks, and begins anew for the next one', () => {
    const clock = new ManualClock(0)
    const told: number[] = []
    onBeat(clock, 1_000, (nowMs) => told.push(nowMs)).dispose()
    expect(clock.pendingTimers).toBe(0)
    clock.advance(500)
    const again = onBeat(clock, 1_000, (nowMs) => told.push(nowMs))
    clock.advance(1_000)
    expect(told).toEqual([1_500])
    again.dispose()
    again.dispose()
    expect(clock.pendingTimers).toBe(0)
  })

  it('lets a listener leave while it is told', () => {
    const clock = new ManualClock(0)
    const told: string[] = []
    const one = onBeat(clock, 1_000, () => {
      told.push('one')
      one.dispose()
    })
    const other = onBeat(clock, 1_000, () => told.push('other'))
    clock.advance(2_000)
    expect(told).toEqual(['one', 'other', 'other'])
    other.dispose()
  })
})
