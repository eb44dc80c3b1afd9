import { expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'
import { RestartPace } from './restart-pace'

it('[K11] begins anew at once what has lived, later and later what dies at its start, and never gives up', () => {
  const clock = new ManualClock()
  const pace = new RestartPace(clock)
  const die = (afterMs: number): number => {
    pace.noteStart()
    clock.advance(afterMs)
    return pace.noteDeath()
  }
  expect([3_000, 3_000, 3_000, 3_000, 3_000].map(die)).toEqual([0, 0, 0, 0, 0])
  expect([100, 100, 100, 100, 100].map(die)).toEqual([500, 2_000, 5_000, 5_000, 5_000])
  expect(die(3_000)).toBe(0)
})
