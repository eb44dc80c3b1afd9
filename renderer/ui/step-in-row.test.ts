import { expect, it } from 'vitest'

import { stepInRow } from './step-in-row'

const ROW = ['one', 'two', 'three'] as const

it.each([
  ['one', 1, 'two'],
  ['three', 1, 'one'],
  ['one', -1, 'three'],
  ['two', -1, 'one'],
  // From nowhere forwards to the first, backwards to the last.
  [null, 1, 'one'],
  [null, -1, 'three'],
] as const)('[L2] from %s by %i comes %s', (from, step, next) => {
  expect(stepInRow<string>(ROW, from, step)).toBe(next)
})

it('there is nothing beside nothing', () => {
  expect(stepInRow([], null, 1)).toBeUndefined()
  expect(stepInRow([], null, -1)).toBeUndefined()
})
