import { expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'

import { StatsBeat } from './stats-beat'

function beating() {
  const clock = new ManualClock()
  const calls = new Set<string>()
  const ticks: string[] = []
  const beat = new StatsBeat(
    clock,
    () => calls.size > 0,
    async () => Promise.resolve(void ticks.push([...calls].join())),
  )
  const open = (call: string) => {
    calls.add(call)
    beat.begin()
  }
  return { clock, calls, ticks, open }
}

it('once a second while there is a call, however many there are', async () => {
  const { clock, ticks, open } = beating()
  open('a')
  open('b')
  await clock.advanceAsync(3_000)
  expect(ticks).toEqual(['a,b', 'a,b', 'a,b'])
})

it('nothing is planned without one, and the next one begins it anew', async () => {
  const { clock, calls, ticks, open } = beating()
  expect(clock.pendingTimers).toBe(0)
  open('a')
  await clock.advanceAsync(1_000)
  calls.delete('a')
  await clock.advanceAsync(10_000)
  expect(clock.pendingTimers).toBe(0)
  open('b')
  await clock.advanceAsync(1_000)
  expect(ticks).toEqual(['a', 'b'])
})

it('one that begins as the last one ends is not counted twice', async () => {
  const { clock, calls, ticks, open } = beating()
  open('a')
  await clock.advanceAsync(500)
  calls.delete('a')
  open('b')
  await clock.advanceAsync(1_500)
  expect(ticks).toEqual(['b', 'b'])
})
