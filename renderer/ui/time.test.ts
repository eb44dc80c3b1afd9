import { describe, expect, it } from 'vitest'

import {
  dayNumber,
  formatClock,
  formatDay,
  formatDue,
  formatDuration,
  formatListTime,
  formatDate,
  formatMoment,
  formatTimeLeft,
  formatWaiting,
} from './time'

const NOW = new Date(2026, 10, 14, 14, 5).getTime()
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime()
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

it('beside a label a moment has its year and no seconds', () => {
  expect(plain(formatDate(at(2026, 10, 28, 9, 38), 'ru'))).toBe('28 ноября 2026 г.')
  expect(plain(formatMoment(at(2026, 10, 28, 9, 38), 'ru'))).toBe('28 ноября 2026 г., 09:38')
  expect(plain(formatMoment(at(2026, 10, 28, 9, 38), 'en'))).toBe('28 November 2026, 09:38')
})

it('what is still to come has its year only where that is another one', () => {
  expect(plain(formatDue(at(2026, 10, 30, 9, 0), NOW, 'ru'))).toBe('30 ноября в 09:00')
  expect(plain(formatDue(at(2026, 10, 30, 9, 0), NOW, 'en'))).toBe('30 November at 09:00')
  expect(plain(formatDue(at(2027, 0, 11, 9, 0), NOW, 'ru'))).toBe('11 января 2027 г. в 09:00')
})

describe('times in lists', () => {
  it.each([
    [at(2026, 10, 14, 0, 1), '00:01', '00:01'],
    [at(2026, 10, 13, 23, 59), 'вчера', 'yesterday'],
    [at(2026, 10, 12, 9, 0), '12 нояб.', '12 Nov'],
    [at(2025, 10, 12, 9, 0), '12.11.2025', '12/11/2025'],
  ])('shows %d as people write it', (moment, russian, english) => {
    expect(plain(formatListTime(moment, NOW, 'ru'))).toBe(russian)
    expect(plain(formatListTime(moment, NOW, 'en'))).toBe(english)
  })
})

describe('other times', () => {
  it('counts waiting by the clock, from a day on in days', () => {
    const HOUR = 3_600_000
    expect([formatWaiting(401_000, 'ru'), formatWaiting(HOUR + 134_000, 'ru')]).toEqual(['6:41', '1:02:14'])
    expect([formatWaiting(50 * HOUR, 'ru'), formatWaiting(24 * HOUR, 'en')]).toEqual(['2 дн.', '1 day'])
  })

  it('names days in words', () => {
    expect(formatDay(NOW, NOW, 'ru')).toBe('сегодня')
    expect(formatDay(at(2026, 10, 12, 9, 0), NOW, 'ru')).toBe('12 ноября, четверг')
    expect(formatDay(at(2026, 10, 12, 9, 0), NOW, 'en')).toBe('Thursday, 12 November')
  })

  it('shows the clock with two digits', () => {
    expect(formatClock(at(2026, 0, 1, 7, 5), 'ru')).toBe('07:05')
  })

  it.each([
    [0, '0:00'],
    [134_900, '2:14'],
    [3_734_000, '1:02:14'],
  ])('writes %d ms as %s', (ms, words) => {
    expect(formatDuration(ms)).toBe(words)
  })

  it('[M8] never shows time that has gone already', () => {
    expect([40_000, 40 * 60_000 + 1, 3 * 3_600_000, -5].map((left) => plain(formatTimeLeft(left, 'ru')))).toEqual([
      '40 с',
      '41 мин',
      '3 ч',
      '0 с',
    ])
  })

  it('counts calendar days, not spans of 24 hours', () => {
    expect(dayNumber(at(2026, 10, 14, 0, 1)) - dayNumber(at(2026, 10, 13, 23, 59))).toBe(1)
  })
})
