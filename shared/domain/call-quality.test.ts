import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '../testing/random-runs'
import { assessQuality, estimateMos, hasQualityChanged, mainTrouble } from './call-quality'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const delay = fc.double({ min: 0, max: 2_000, noNaN: true })

describe('[K15] MOS of the E-model', () => {
  it('is that of clean G.711 when nothing is wrong', () => {
    expect(estimateMos(0, 0, 0)).toBeCloseTo(4.4, 1)
  })

  it('stays between 1 and 4.5 and falls with loss and delay', () => {
    fc.assert(
      fc.property(share, share, delay, delay, (a, b, first, second) => {
        const [less, more] = a < b ? [a, b] : [b, a]
        const [sooner, later] = first < second ? [first, second] : [second, first]
        const better = estimateMos(less, 10, sooner)
        const worse = estimateMos(more, 10, later)
        expect(better).toBeLessThanOrEqual(4.5)
        expect(worse).toBeGreaterThanOrEqual(1)
        expect(worse).toBeLessThanOrEqual(better + 1e-9)
      }),
      randomRuns(),
    )
  })

  it('gives a verdict that a person can use', () => {
    const verdict = (packetsLost: number, jitterMs = 5, roundTripMs: number | null = 40) =>
      assessQuality({ packetsReceived: 50 - packetsLost, packetsLost, jitterMs, roundTripMs }).verdict
    expect([verdict(0), verdict(5), verdict(15)]).toEqual(['good', 'fair', 'poor'])
    expect(verdict(0, 5, 900)).toBe('poor')
  })

  it('is the worst when nothing arrives', () => {
    expect(assessQuality({ packetsReceived: 0, packetsLost: 0, jitterMs: 0, roundTripMs: null })).toEqual({
      verdict: 'poor',
      mos: 1,
      loss: 0,
      jitterMs: 0,
      roundTripMs: null,
      isReceiving: false,
    })
  })
})

it('[K15] only a difference that can be seen is one', () => {
  const base = assessQuality({ packetsReceived: 50, packetsLost: 0, jitterMs: 3, roundTripMs: 30 })
  const same = assessQuality({ packetsReceived: 49, packetsLost: 0, jitterMs: 5, roundTripMs: 35 })
  const worse = assessQuality({ packetsReceived: 45, packetsLost: 5, jitterMs: 3, roundTripMs: 30 })
  expect([hasQualityChanged(null, base), hasQualityChanged(base, same), hasQualityChanged(base, worse)]).toEqual([
    true,
    false,
    true,
  ])
})

it.each([
  [{ packetsLost: 0 }, null],
  [{ packetsLost: 1 }, null],
  [{ packetsReceived: 47, packetsLost: 3 }, 'loss'],
  [{ jitterMs: 220 }, 'jitter'],
  [{ roundTripMs: 1_200 }, 'delay'],
  [{ packetsReceived: 0 }, 'silent'],
] as const)('[K15] names what spoils %o: %s', (change, trouble) => {
  const sample = { packetsReceived: 50, packetsLost: 0, jitterMs: 4, roundTripMs: 40, ...change }
  expect(mainTrouble(assessQuality(sample))).toBe(trouble)
})
