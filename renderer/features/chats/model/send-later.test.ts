import { expect, it } from 'vitest'

import { quickTimes } from './send-later'

const words = (now: Date) =>
  quickTimes(now.getTime()).map(({ key, atMs }) => {
    const at = new Date(atMs)
    return `${key} ${String(at.getDate())} ${String(at.getHours())}:${String(at.getMinutes()).padStart(2, '0')}`
  })

it.each([
  [
    'a Monday morning',
    new Date(2026, 10, 23, 10, 30),
    ['hour 23 11:30', 'evening 23 18:00', 'tomorrow 24 9:00', 'monday 30 9:00'],
  ],
  ['an evening', new Date(2026, 10, 24, 17, 30), ['hour 24 18:30', 'tomorrow 25 9:00', 'monday 30 9:00']],
  [
    'a Sunday: tomorrow is the Monday',
    new Date(2026, 10, 29, 12, 0),
    ['hour 29 13:00', 'evening 29 18:00', 'tomorrow 30 9:00'],
  ],
  ['the last day of a year', new Date(2026, 11, 31, 20, 0), ['hour 31 21:00', 'tomorrow 1 9:00', 'monday 4 9:00']],
])('[M22] offers sensible times on %s', (_when, now, expected) => {
  expect(words(now)).toEqual(expected)
})
