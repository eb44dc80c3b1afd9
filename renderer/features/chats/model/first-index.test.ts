import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '#shared/testing/random-runs'

import { fallenOut, nextAnchor, START_INDEX } from './first-index'

describe('nextAnchor', () => {
  it('moves down by what came above', () => {
    const before = nextAnchor(null, ['c', 'd'])
    expect(nextAnchor(before, ['a', 'b', 'c', 'd']).firstIndex).toBe(START_INDEX - 2)
  })

  it('moves up by what fell out above', () => {
    const before = nextAnchor(null, ['a', 'b', 'c'])
    expect(nextAnchor(before, ['b', 'c', 'd']).firstIndex).toBe(START_INDEX + 1)
  })

  it('stays for what changes below', () => {
    const before = nextAnchor(null, ['a', 'b'])
    expect(nextAnchor(before, ['a', 'b', 'c', 'd']).firstIndex).toBe(START_INDEX)
  })

  it('starts anew when nothing is left of what was there', () => {
    const before = nextAnchor(null, ['a'])
    expect(nextAnchor(before, ['z']).firstIndex).toBe(START_INDEX)
  })

  it('never moves a message that both pages hold', () => {
    const range = fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 50 }))
    fc.assert(
      fc.property(range, range, ([from, length], [laterFrom, laterLength]) => {
        const page = (start: number, size: number) =>
          Array.from({ length: size }, (_, index) => `m${String(start + index)}`)
        const before = nextAnchor(null, page(from, length))
        const after = nextAnchor(before, page(laterFrom, laterLength))
        for (const id of before.ids) {
          const index = after.ids.indexOf(id)
          if (index !== -1) expect(after.firstIndex + index).toBe(before.firstIndex + before.ids.indexOf(id))
        }
      }),
      randomRuns(),
    )
  })
})

describe('fallenOut', () => {
  const rows = (text: string) => [...text].map((id) => ({ id }))

  it('finds what new messages pushed out of the window at its top', () => {
    expect(fallenOut(rows('abc'), rows('cde'))).toEqual(rows('ab'))
  })

  it('finds nothing where the top stayed, came anew or is gone', () => {
    expect(fallenOut(rows('abc'), rows('abcd'))).toEqual([])
    expect(fallenOut(rows('bc'), rows('abc'))).toEqual([])
    expect(fallenOut(rows('abc'), rows('xyz'))).toEqual([])
    expect(fallenOut(rows('abc'), [])).toEqual([])
  })
})
