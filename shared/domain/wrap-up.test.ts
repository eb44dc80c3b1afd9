import { expect, it } from 'vitest'

import { MAX_WRAP_UP_MS, prolonged } from './wrap-up'

const NOW_MS = 1_000_000

it.each([
  ['a minute more than is left', NOW_MS + 20_000, NOW_MS + 80_000],
  ['a minute from now on where it is over', NOW_MS - 20_000, NOW_MS + 60_000],
  ['no more than the longest', NOW_MS + MAX_WRAP_UP_MS, NOW_MS + MAX_WRAP_UP_MS],
])('[Q25] prolonged by a person: %s', (_what, untilMs, expected) => {
  expect(prolonged(untilMs, NOW_MS)).toBe(expected)
})
