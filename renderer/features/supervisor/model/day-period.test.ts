import { expect, it } from 'vitest'

import { dayOfField, dayPeriod } from './day-period'

it('[V3] a day begins and ends at midnight of this computer, and a field that is not filled is none', () => {
  const period = dayPeriod('2026-11-29')
  expect(period).toEqual({
    fromMs: new Date(2026, 10, 29).getTime(),
    untilMs: new Date(2026, 10, 30).getTime(),
  })
  expect(dayOfField(period?.fromMs ?? 0)).toBe('2026-11-29')
  expect(dayPeriod('')).toBeNull()
  expect(dayPeriod('29.11.2026')).toBeNull()
})
