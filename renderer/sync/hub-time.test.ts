import { expect, it } from 'vitest'

import { HubTime } from './hub-time'

const TWO_HOURS_MS = 7_200_000

function compare(...answers: readonly (readonly [askedAtMs: number, heardAtMs: number, hubNowMs: number])[]) {
  const told: number[] = []
  const time = new HubTime((aheadMs) => told.push(aheadMs))
  for (const answer of answers) time.handle(...answer)
  return told
}

it.each([
  ['a clock that is right', [[1_000, 1_200, 1_100]], [0]],
  ['what the way of the answer may be is no difference', [[1_000, 3_000, 4_500]], [0]],
  ['two hours slow', [[1_000, 1_200, 1_100 + TWO_HOURS_MS]], [TWO_HOURS_MS]],
  ['two hours fast', [[TWO_HOURS_MS, TWO_HOURS_MS + 200, 100]], [-TWO_HOURS_MS]],
  ['an answer on its way for too long says nothing', [[1_000, 6_001, TWO_HOURS_MS]], []],
  ['nor one before it was asked for: the clock was set', [[TWO_HOURS_MS, 1_000, TWO_HOURS_MS]], []],
] as const)('[O1] %s', (_name, answers, expected) => {
  expect(compare(...answers)).toEqual(expected)
})

it('[O1] tells the same once, and another difference once more, also that there is none any longer', () => {
  const slow = [1_000, 1_000, 1_000 + TWO_HOURS_MS] as const
  expect(compare(slow, [2_000, 2_100, 2_000 + TWO_HOURS_MS], [3_000, 3_000, 3_000])).toEqual([TWO_HOURS_MS, 0])
})
