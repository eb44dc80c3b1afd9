import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '../testing/random-runs'
import { DAY_MS } from './channel-settings'
import { DEFAULT_WORKING_HOURS, type WorkingHours, type WorkingSpan } from './working-hours'
import { isWorkingTime, nextChangeOfHours } from './working-time'

const MINUTE_MS = 60_000
const QUARTER_MS = 15 * MINUTE_MS
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

const span = (from: string, to: string): WorkingSpan => ({ fromMin: minuteOf(from), toMin: minuteOf(to) })

function minuteOf(text: string): number {
  const [hours, minutes] = text.split(':').map(Number)
  return (hours ?? 0) * 60 + (minutes ?? 0)
}

/** Split shifts, lunch, a night shift over midnight, and work in the very hours in which clocks are changed. */
const oddHours: Omit<WorkingHours, 'timeZone'> = {
  week: [
    [span('09:00', '13:00'), span('14:00', '18:00')],
    [span('08:30', '12:15'), span('12:15', '20:45')],
    [],
    [span('22:00', '24:00')],
    [span('00:00', '06:00'), span('09:00', '17:30')],
    [span('23:30', '24:00')],
    [span('00:00', '00:45'), span('01:10', '01:50'), span('02:15', '02:45'), span('03:00', '03:01')],
  ],
  exceptions: [
    { date: '2026-01-01', name: 'Новый год', spans: [] },
    { date: '2026-12-31', name: 'Короткий день', spans: [span('09:00', '12:00')] },
    { date: '2026-03-29', name: 'Смена часов', spans: [span('01:30', '03:30')] },
    { date: '2026-07-01', name: 'Ночь', spans: [span('00:00', '24:00')] },
  ],
}

/** What the clock on the wall says, asked of `Intl` anew each quarter of an hour: no zone changes in between. */
function wallClock(timeZone: string): (atMs: number) => { weekday: number; date: string; minute: number } {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  let quarter = { startMs: NaN, weekday: 0, date: '', minute: 0 }
  return (atMs) => {
    const startMs = Math.floor(atMs / QUARTER_MS) * QUARTER_MS
    if (startMs !== quarter.startMs) {
      const parts = new Map(format.formatToParts(startMs).map(({ type, value }) => [type, value]))
      const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
      const date = `${part('year')}-${part('month')}-${part('day')}`
      const minute = Number(part('hour')) * 60 + Number(part('minute'))
      quarter = { startMs, weekday: WEEKDAYS.indexOf(part('weekday')), date, minute }
    }
    return { ...quarter, minute: quarter.minute + (atMs - startMs) / MINUTE_MS }
  }
}

function worksByTheWall(
  { week, exceptions }: WorkingHours,
  clock: ReturnType<typeof wallClock>,
  atMs: number,
): boolean {
  const { weekday, date, minute } = clock(atMs)
  const spans = exceptions.find((exception) => exception.date === date)?.spans ?? week[weekday] ?? []
  return spans.some(({ fromMin, toMin }) => fromMin <= minute && minute < toMin)
}

const ZONES = ['Europe/Moscow', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Apia']

describe.each(ZONES)('a year in %s', (timeZone) => {
  it('[A8] [A20] is worked as the clock on the wall says, minute by minute, changes of the clock included', () => {
    const hours: WorkingHours = { timeZone, ...oddHours }
    const clock = wallClock(timeZone)
    const [startMs, endMs] = [Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 2)]
    const expected: number[] = []
    const wrong: string[] = []
    let wasWorking = worksByTheWall(hours, clock, startMs)
    for (let atMs = startMs; atMs < endMs; atMs += MINUTE_MS) {
      const isWorking = worksByTheWall(hours, clock, atMs)
      if (isWorkingTime(hours, atMs) !== isWorking) wrong.push(new Date(atMs).toISOString())
      if (isWorking !== wasWorking) expected.push(atMs)
      wasWorking = isWorking
    }
    expect(wrong).toEqual([])
    expect(changesBetween(hours, startMs, endMs)).toEqual(expected)
    expect(expected.length).toBeGreaterThan(500)
  })
})

function changesBetween(hours: WorkingHours, startMs: number, endMs: number): number[] {
  const found: number[] = []
  for (let atMs = nextChangeOfHours(hours, startMs); atMs !== null && atMs < endMs;) {
    found.push(atMs)
    atMs = nextChangeOfHours(hours, atMs)
  }
  return found
}

describe('when work begins or ends next', () => {
  const nowMs = Date.UTC(2026, 10, 22, 10)
  const week = (day: readonly WorkingSpan[]) => Array.from({ length: 7 }, () => day)

  it('[A8] never, where it is always worked or never', () => {
    expect(nextChangeOfHours(DEFAULT_WORKING_HOURS, nowMs)).toBeNull()
    expect(isWorkingTime(DEFAULT_WORKING_HOURS, nowMs)).toBe(true)
    const never: WorkingHours = { timeZone: 'Europe/Moscow', week: week([]), exceptions: [] }
    expect(nextChangeOfHours(never, nowMs)).toBeNull()
    expect(isWorkingTime(never, nowMs)).toBe(false)
    const inHalves = { ...never, week: week([span('00:00', '12:00'), span('12:00', '24:00')]) }
    expect(nextChangeOfHours(inHalves, nowMs)).toBeNull()
  })

  it('[A20] a holiday decades away in a week round the clock', () => {
    const hours: WorkingHours = {
      ...DEFAULT_WORKING_HOURS,
      exceptions: [
        { date: '2026-11-01', name: 'Прошёл', spans: [] },
        { date: '2061-05-09', name: 'День Победы', spans: [] },
      ],
    }
    const begin = nextChangeOfHours(hours, nowMs)
    expect(begin).toBe(Date.parse('2061-05-08T21:00:00Z'))
    expect(nextChangeOfHours(hours, begin ?? 0)).toBe(Date.parse('2061-05-09T21:00:00Z'))
    expect(nextChangeOfHours(hours, Date.parse('2061-05-09T21:00:00Z'))).toBeNull()
  })

  it('[A20] one working minute in a year of days off', () => {
    const hours: WorkingHours = {
      timeZone: 'America/New_York',
      week: week([]),
      exceptions: [{ date: '2027-11-07', name: 'Учёт', spans: [span('01:30', '01:31')] }],
    }
    const [first, end, second, last] = [5.5, 5.5, 6.5, 6.5].map(
      (hour, index) => Date.UTC(2027, 10, 7) + hour * 60 * MINUTE_MS + (index % 2) * MINUTE_MS,
    )
    expect(changesBetween(hours, nowMs, Infinity)).toEqual([first, end, second, last])
  })

  it('[A20] skips the hour that spring leaves out, if work was only there', () => {
    const hours: WorkingHours = {
      timeZone: 'Europe/Berlin',
      week: [[], [], [], [], [], [], [span('02:00', '02:30')]],
      exceptions: [],
    }
    expect(nextChangeOfHours(hours, Date.parse('2026-03-23T00:00:00Z'))).toBe(Date.parse('2026-04-05T00:00:00Z'))
  })
})

const anySpans: fc.Arbitrary<readonly WorkingSpan[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 6 })
  .map((edges) => {
    const sorted = [...edges].sort((a, b) => a - b)
    const pairs = sorted.flatMap((fromMin, index) => {
      const toMin = sorted[index + 1]
      return index % 2 === 0 && toMin !== undefined ? [{ fromMin, toMin }] : []
    })
    return pairs
  })

const anyHours: fc.Arbitrary<WorkingHours> = fc
  .record({
    timeZone: fc.constantFrom(...ZONES, 'America/Havana', 'Africa/Casablanca', 'Asia/Kathmandu'),
    week: fc.array(anySpans, { minLength: 7, maxLength: 7 }),
    exceptions: fc.uniqueArray(
      fc.record({
        date: fc.integer({ min: 0, max: 700 }).map((day) => new Date(Date.UTC(2026, 0, 1) + day * DAY_MS)),
        spans: anySpans,
      }),
      { maxLength: 5, selector: ({ date }) => date.getTime() },
    ),
  })
  .map(({ exceptions, ...hours }) => ({
    ...hours,
    exceptions: exceptions.map(({ date, spans }) => ({ date: date.toISOString().slice(0, 10), name: '', spans })),
  }))

describe('any schedule', () => {
  it('[A20] stays as it is until the next change, and is the other way at it', () => {
    fc.assert(
      fc.property(anyHours, fc.integer({ min: 0, max: 700 * 1440 }), (hours, minutes) => {
        const atMs = Date.UTC(2026, 0, 1) + minutes * MINUTE_MS
        const clock = wallClock(hours.timeZone)
        const isWorking = worksByTheWall(hours, clock, atMs)
        expect(isWorkingTime(hours, atMs)).toBe(isWorking)
        const change = nextChangeOfHours(hours, atMs)
        const untilMs = Math.min(change ?? Infinity, atMs + 3 * DAY_MS)
        for (let nextMs = atMs; nextMs < untilMs; nextMs += MINUTE_MS) {
          if (worksByTheWall(hours, clock, nextMs) !== isWorking) throw new Error(new Date(nextMs).toISOString())
        }
        if (change === null) return
        expect(change).toBeGreaterThan(atMs)
        expect(worksByTheWall(hours, clock, change)).toBe(!isWorking)
        expect(isWorkingTime(hours, change - 1)).toBe(isWorking)
      }),
      randomRuns({ share: 100, full: 3_000 }),
    )
  })
})
