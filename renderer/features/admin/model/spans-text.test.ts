import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '#shared/testing/random-runs'

import { formatSpans, parseSpans } from './spans-text'

describe('[A20] the hours of a day, typed', () => {
  it.each([
    ['9–18', [[540, 1080]]],
    [
      '9:00-13:00, 14.00—18.30',
      [
        [540, 780],
        [840, 1110],
      ],
    ],
    [
      '14–18; 9–13',
      [
        [540, 780],
        [840, 1080],
      ],
    ],
    ['0–24', [[0, 1440]]],
    ['', []],
    [' — ', []],
  ])('«%s»', (text, spans) => {
    const wanted = spans.map(([fromMin, toMin]) => ({ fromMin, toMin }))
    expect(parseSpans(text)).toEqual({ ok: true, value: wanted })
  })

  it.each([
    ['девять', 'notHours'],
    ['9', 'notHours'],
    ['9–25', 'notHours'],
    ['9:60–10', 'notHours'],
    ['18–9', 'backwards'],
    ['9–9', 'backwards'],
    ['9–14, 13–18', 'overlap'],
  ])('«%s» is refused: %s', (text, error) => {
    expect(parseSpans(text)).toEqual({ ok: false, error })
  })

  it('reads back whatever it writes', () => {
    const day = fc
      .uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 12 })
      .map((minutes) => minutes.toSorted((a, b) => a - b))
      .map((minutes) =>
        Array.from({ length: Math.floor(minutes.length / 2) }, (_, index) => ({
          fromMin: minutes[index * 2] ?? 0,
          toMin: minutes[index * 2 + 1] ?? 0,
        })),
      )
    fc.assert(
      fc.property(day, (spans) => {
        expect(parseSpans(formatSpans(spans))).toEqual({ ok: true, value: spans })
      }),
      randomRuns(),
    )
  })
})
