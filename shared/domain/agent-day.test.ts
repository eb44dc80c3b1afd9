import { expect, it } from 'vitest'

import { callsOf, spansWithin, totalsOf, type KeptStatus } from './agent-day'

const day = { fromMs: 100, toMs: 200 }
const kept: readonly KeptStatus[] = [
  { status: 'online', fromMs: 130, toMs: 150 },
  { status: 'offline', fromMs: 0, toMs: 130 },
  { status: 'break', fromMs: 150, toMs: 150 },
  { status: 'online', fromMs: 150, toMs: 160 },
  { status: 'break', fromMs: 160, toMs: null },
]

it('[V3] cuts statuses to the day and to now, and joins what is one', () => {
  expect(spansWithin(kept, day, 190)).toEqual([
    { status: 'offline', fromMs: 100, toMs: 130 },
    { status: 'online', fromMs: 130, toMs: 160 },
    { status: 'break', fromMs: 160, toMs: 190 },
  ])
  expect(spansWithin(kept, day, 1000).at(-1)).toEqual({ status: 'break', fromMs: 160, toMs: 200 })
  expect(spansWithin(kept, { fromMs: 300, toMs: 400 }, 250)).toEqual([])
})

it('[V3] the totals of a day that is over are the whole day', () => {
  const totals = totalsOf(spansWithin(kept, day, 1000))
  expect([...totals]).toEqual([
    ['offline', 30],
    ['online', 30],
    ['break', 40],
  ])
  expect([...totals.values()].reduce((sum, ms) => sum + ms, 0)).toBe(day.toMs - day.fromMs)
})

it('[V3] a call begins and ends with what was written down, and goes on where nothing was', () => {
  expect(
    callsOf([
      { atMs: 10, sinceMs: null },
      { atMs: 20, sinceMs: 20 },
      // Another change of the agent in the middle of it.
      { atMs: 25, sinceMs: 20 },
      { atMs: 40, sinceMs: null },
      { atMs: 50, sinceMs: 50 },
      { atMs: 60, sinceMs: 60 },
    ]),
  ).toEqual([
    { kind: 'call', atMs: 20, toMs: 40 },
    { kind: 'call', atMs: 50, toMs: 60 },
    { kind: 'call', atMs: 60, toMs: null },
  ])
})
