import { expect, it } from 'vitest'

import type { AgentDay } from '#shared/domain/agent-day'
import type { AgentId, ChatId } from '#shared/domain/ids'

import { placeOf, shownHours } from './shown-hours'

const HOUR_MS = 3_600_000
const START_MS = 1_000 * HOUR_MS
const at = (hour: number) => START_MS + hour * HOUR_MS

const day: AgentDay = {
  agentId: 'anna' as AgentId,
  spans: [
    { status: 'offline', fromMs: at(0), toMs: at(7.5) },
    { status: 'online', fromMs: at(7.5), toMs: at(16) },
    { status: 'offline', fromMs: at(16), toMs: at(24) },
  ],
  marks: [{ kind: 'closed', atMs: at(20.25), chatId: 'chat' as ChatId }],
}

it('[V3] draws the hours in which somebody worked, and a working day where nobody did', () => {
  expect(shownHours([day], START_MS)).toEqual({ fromHour: 7, toHour: 21 })
  expect(shownHours([], START_MS)).toEqual({ fromHour: 9, toHour: 18 })
})

it('[V3] places a moment in the drawn hours, and what is outside at the edge', () => {
  const hours = { fromHour: 8, toHour: 18 }
  expect(placeOf(at(13), START_MS, hours)).toBe(50)
  expect(placeOf(at(2), START_MS, hours)).toBe(0)
  expect(placeOf(at(23), START_MS, hours)).toBe(100)
})
