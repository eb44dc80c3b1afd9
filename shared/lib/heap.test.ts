import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '../testing/random-runs'
import { Heap } from './heap'

describe('a heap', () => {
  it('gives its least member first, whatever was put in and taken out before', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant('pop' as const))), (steps) => {
        const heap = new Heap<number>((a, b) => a < b)
        let model: number[] = []
        for (const step of steps) {
          if (step === 'pop') {
            const [least, ...rest] = model
            expect(heap.pop()).toBe(least)
            model = rest
          } else {
            heap.push(step)
            model = [...model, step].sort((a, b) => a - b)
          }
          expect(heap.peek()).toBe(model[0])
          expect(heap.size).toBe(model.length)
        }
      }),
      randomRuns(),
    )
  })
})
