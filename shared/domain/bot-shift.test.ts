import { describe, expect, it } from 'vitest'

import { endOfBotShift } from './bot-shift'
import type { CaseState } from './case'
import type { Receiver } from './channel-settings'
import type { BotId, TeamId } from './ids'
import type { WorkingHours } from './working-hours'

const night = 'night' as BotId
const fallback = { kind: 'team', teamId: 'team' as TeamId } as const
const hours: WorkingHours = {
  timeZone: 'UTC',
  week: Array.from({ length: 7 }, () => [{ fromMin: 9 * 60, toMin: 18 * 60 }]),
  exceptions: [],
}
const at = (hour: number) => Date.UTC(2026, 0, 12, hour)

function shiftOf(sinceMs: number, receiver: Receiver = fallback, worked = hours): number | null {
  const state: CaseState = { kind: 'withBot', botId: night, sinceMs }
  return endOfBotShift(state, { receiver }, worked)
}

describe('[A12] the shift of the bot of off hours', () => {
  it('ends when work begins', () => {
    expect(shiftOf(at(3))).toBe(at(9))
    expect(shiftOf(at(20))).toBe(at(33))
    expect(shiftOf(at(3), { kind: 'bot', botId: 'day' as BotId, fallback })).toBe(at(9))
  })

  it('goes on by day where it is the bot of working hours too, and where nobody ever works', () => {
    expect(shiftOf(at(3), { kind: 'bot', botId: night, fallback })).toBeNull()
    expect(shiftOf(at(3), fallback, { ...hours, week: hours.week.map(() => []) })).toBeNull()
  })

  it('is none of what began in working hours, nor of what people have', () => {
    expect(shiftOf(at(10))).toBeNull()
    const queued: CaseState = { kind: 'queued', teamId: null, sinceMs: at(3) }
    expect(endOfBotShift(queued, { receiver: fallback }, hours)).toBeNull()
  })
})
