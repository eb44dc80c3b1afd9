import { expect, it } from 'vitest'

import { parseTypedDay } from './typed-day'

it.each([
  ['05.03.2026', '2026-03-05'],
  ['5.3.2026', '2026-03-05'],
  ['05/03/2026', '2026-03-05'],
  [' 29.02.2028 ', '2028-02-29'],
  ['2026-03-05', '2026-03-05'],
])('[F2] takes a day as it is typed: %s', (typed, day) => {
  expect(parseTypedDay(typed)).toBe(day)
})

it.each(['', '05.03', '05.03.20', '31.02.2026', '03.13.2026', 'завтра'])(
  '[F2] waits for a whole day of the calendar: %s',
  (typed) => {
    expect(parseTypedDay(typed)).toBeNull()
  },
)
