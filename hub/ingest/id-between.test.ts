import fc from 'fast-check'
import { v4, v7 } from 'uuid'
import { describe, expect, it } from 'vitest'

import type { MessageId } from '#shared/domain/ids'
import { randomRuns } from '#shared/testing/random-runs'

import { idAfter, idBetween } from './id-between'

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const someId = fc
  .record({
    msecs: fc.oneof(fc.integer({ min: 1_000_000, max: 2 ** 48 - 2 }), fc.constantFrom(1_768_204_800_000)),
    seq: fc.oneof(fc.nat({ max: 3 }), fc.integer({ min: 0, max: 2 ** 31 - 1 })),
    random: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  })
  .map((parts) => v7(parts) as MessageId)

const bySize = (a: string, b: string) => (a < b ? -1 : Number(a > b))

describe('idBetween', () => {
  it('makes as many ids as asked for, in order, all of them UUIDv7', () => {
    fc.assert(
      fc.property(someId, someId, fc.integer({ min: 2, max: 120 }), (one, other, steps) => {
        fc.pre(one !== other)
        const [lower, upper] = [one, other].sort(bySize) as [MessageId, MessageId]
        const ids = Array.from({ length: steps - 1 }, (_, index) => idBetween(lower, upper, index + 1, steps))
        // Ids of one millisecond and one sequence number may be too near each other.
        fc.pre(!ids.includes(null))
        expect(ids.every((id) => UUID_V7.test(id ?? ''))).toBe(true)
        expect(new Set([lower, ...ids, upper]).size).toBe(steps + 1)
        expect([lower, ...ids, upper]).toEqual([lower, ...ids, upper].sort((a, b) => bySize(a ?? '', b ?? '')))
      }),
      randomRuns(),
    )
  })

  it('goes down in milliseconds where nothing stands below', () => {
    const upper = v7({ msecs: 1_768_204_800_000 }) as MessageId
    const ids = [1, 2, 3].map((step) => idBetween(null, upper, step, 4))
    const times = ids.map((id) => Number.parseInt((id ?? '').replace('-', '').slice(0, 12), 16))
    expect(times).toEqual([1_768_204_799_997, 1_768_204_799_998, 1_768_204_799_999])
  })

  it('says when there is no room, and of what it cannot count', () => {
    const id = '019b0000-0000-7000-8000-000000000001' as MessageId
    const next = '019b0000-0000-7000-8000-000000000002' as MessageId
    expect(idBetween(id, next, 1, 2)).toBeNull()
    expect(idBetween(next, id, 1, 2)).toBeNull()
    expect(idBetween(null, '00000000-0000-7000-8000-000000000001' as MessageId, 1, 2)).toBeNull()
    expect(idBetween(null, v4() as MessageId, 1, 2)).toBeNull()
    expect(idAfter(v4() as MessageId)).toBeNull()
  })
})
