import fc from 'fast-check'
import { expect, it } from 'vitest'

import { randomRuns } from '#shared/testing/random-runs'

import { DELAY_UNITS, fromDelay, toDelay } from './delay'

it.each([
  [0, { amount: 0, unit: 'seconds' }],
  [30_000, { amount: 30, unit: 'seconds' }],
  [90_000, { amount: 90, unit: 'seconds' }],
  [120_000, { amount: 2, unit: 'minutes' }],
  [7_200_000, { amount: 2, unit: 'hours' }],
])('[A10] a delay of %d ms reads as people say it', (delayMs, said) => {
  expect(toDelay(delayMs)).toEqual(said)
})

it('[A10] a delay survives being shown', () => {
  fc.assert(
    fc.property(fc.nat({ max: 10_000 }), fc.constantFrom(...DELAY_UNITS), (amount, unit) => {
      const delay = toDelay(fromDelay(amount, unit))
      expect(fromDelay(delay.amount, delay.unit)).toBe(fromDelay(amount, unit))
    }),
    randomRuns(),
  )
})
