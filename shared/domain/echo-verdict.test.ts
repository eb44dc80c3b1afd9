import { expect, it } from 'vitest'

import { echoVerdict } from './echo-verdict'

it.each([
  [0, 'silent'],
  [9e-4, 'silent'],
  [0.01, 'quiet'],
  [0.02, 'heard'],
  [1, 'heard'],
] as const)('[K15] a recording whose loudest moment is %f is %s', (peak, verdict) => {
  expect(echoVerdict(peak)).toBe(verdict)
})
