import { expect, it } from 'vitest'

import { placeInLine } from './place-in-line'

it('[I3] a computer keeps its place for a version, and the places of many are spread evenly', () => {
  expect(placeInLine('a', '0.2.0')).toBe(placeInLine('a', '0.2.0'))
  expect(placeInLine('a', '0.2.0')).not.toBe(placeInLine('a', '0.3.0'))
  const places = Array.from({ length: 2_000 }, (_, each) => placeInLine(`desk ${each}`, '0.2.0'))
  expect(Math.min(...places)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...places)).toBeLessThan(100)
  const early = places.filter((place) => place < 25).length
  expect(early).toBeGreaterThan(430)
  expect(early).toBeLessThan(570)
})
