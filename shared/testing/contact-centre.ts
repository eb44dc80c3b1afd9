import fc from 'fast-check'

import type { Agent, AgentRole } from '../domain/agent'
import type { PersonReceiver } from '../domain/case'
import { defaultCalls } from '../domain/channel-calls'
import {
  HOUR_MS,
  type AutoAnswer,
  type ChannelSettings,
  type OffHours,
  type Receiver,
} from '../domain/channel-settings'
import type { Distribution } from '../domain/distribution'
import type { AgentId, AutoAnswerId, BotId, ChatId, TeamId } from '../domain/ids'
import type { RehearsalInput, TrafficEvent } from '../domain/rehearsal'
import type { WorkingHours, WorkingSpan } from '../domain/working-hours'
import { NO_WRAP_UP } from '../domain/wrap-up'

/** Ids of the generated world. The last of each kind exists nowhere: it was removed. */
export const TEAMS = ['team-1', 'team-2', 'team-3'] as TeamId[]
export const AGENTS = ['agent-1', 'agent-2', 'agent-3', 'agent-4', 'agent-5'] as AgentId[]
export const BOTS = ['bot-1', 'bot-2'] as BotId[]
const CHATS = ['chat-1', 'chat-2', 'chat-3', 'chat-4', 'chat-5', 'chat-6'] as ChatId[]

/** A Thursday before the clocks of New York, Berlin and Lord Howe are changed. */
const START_MS = Date.UTC(2026, 2, 5, 6)
const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS

const anyDelay = fc.oneof(
  fc.constantFrom(0, SECOND_MS, 30 * SECOND_MS, MINUTE_MS, 10 * MINUTE_MS),
  fc.integer({ min: 0, max: 300 }).map((minutes) => minutes * MINUTE_MS),
)

const person: fc.Arbitrary<PersonReceiver> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TEAMS).map((teamId) => ({ kind: 'team' as const, teamId })) },
  { weight: 1, arbitrary: fc.constantFrom(...AGENTS).map((agentId) => ({ kind: 'agent' as const, agentId })) },
)

const receiver: fc.Arbitrary<Receiver> = fc.oneof(
  { weight: 3, arbitrary: person },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('bot' as const), botId: fc.constantFrom(...BOTS), fallback: person }),
  },
)

function answers(prefix: string): fc.Arbitrary<AutoAnswer[]> {
  return fc
    .array(anyDelay, { maxLength: 4 })
    .map((delays) => delays.map((delayMs, i) => ({ id: `${prefix}-${i}` as AutoAnswerId, text: prefix, delayMs })))
}

const offHours: fc.Arbitrary<OffHours> = fc.oneof(
  fc.constant({ kind: 'nothing' as const }),
  fc.constantFrom(...BOTS).map((botId) => ({ kind: 'bot' as const, botId })),
  answers('off').map((list) => ({ kind: 'autoAnswers' as const, answers: list })),
)

export const anySettings: fc.Arbitrary<ChannelSettings> = fc.record({
  receiver,
  isOnlyWithMessages: fc.boolean(),
  autoAnswers: answers('in'),
  offHours,
  closing: fc.record({ isShown: fc.boolean(), text: fc.constantFrom('', '  ', 'Спасибо! До свидания.') }),
  autoClose: fc.oneof(
    fc.record({ amount: fc.integer({ min: 1, max: 6 }), unit: fc.constant('hours' as const) }),
    fc.record({ amount: fc.integer({ min: 1, max: 4 }), unit: fc.constant('days' as const) }),
  ),
  calls: fc.constant(defaultCalls('avito')),
})

const anyDay: fc.Arbitrary<readonly WorkingSpan[]> = fc.constantFrom<(readonly WorkingSpan[])[]>(
  [],
  [{ fromMin: 0, toMin: 1440 }],
  [{ fromMin: 540, toMin: 1080 }],
  [
    { fromMin: 480, toMin: 720 },
    { fromMin: 780, toMin: 1200 },
  ],
  [{ fromMin: 1320, toMin: 1440 }],
)

export const anyWorkingHours: fc.Arbitrary<WorkingHours> = fc.record({
  timeZone: fc.constantFrom('Europe/Moscow', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe'),
  week: fc.array(anyDay, { minLength: 7, maxLength: 7 }),
  exceptions: fc.oneof(
    fc.constant([]),
    anyDay.map((spans) => [{ date: '2026-03-08', name: 'Праздник', spans }]),
  ),
})

export const anyDistribution: fc.Arbitrary<Distribution> = fc.record({
  isAutomatic: fc.boolean(),
  strategy: fc.constantFrom('longestIdle' as const, 'leastLoaded' as const, 'roundRobin' as const),
  capacity: fc.integer({ min: 1, max: 3 }),
  answerWithinMs: fc.oneof(fc.constant(null), fc.constantFrom(30 * SECOND_MS, 5 * MINUTE_MS, HOUR_MS)),
  attempts: fc.integer({ min: 1, max: 4 }),
  afterwards: fc.constantFrom('queue' as const, 'supervisor' as const),
  // Nobody closes a case by hand in a rehearsal, so that none begins.
  wrapUp: fc.constant(NO_WRAP_UP),
})

function anyAgent(id: AgentId): fc.Arbitrary<Agent> {
  return fc.record({
    id: fc.constant(id),
    name: fc.constant(id),
    role: fc.constantFrom<AgentRole[]>('agent', 'agent', 'supervisor', 'administrator'),
    status: fc.constant('online' as const),
    statusSinceMs: fc.constant(0),
    capacity: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 3 })),
    teamIds: fc.subarray(TEAMS),
    isRemoved: fc.boolean(),
  })
}

const anyAgents = fc.tuple(...AGENTS.slice(0, -1).map(anyAgent))

const anyDeed = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ kind: 'clientWrote' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'responded' as const }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(null, ...AGENTS).map((agentId) => ({ kind: 'answered' as const, agentId })),
  },
  { weight: 1, arbitrary: fc.constantFrom(...AGENTS).map((agentId) => ({ kind: 'closed' as const, agentId })) },
)

const anyPause = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 20 }).map((minutes) => minutes * MINUTE_MS) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 40 }).map((hours) => hours * HOUR_MS) },
)

/** Each event has its own milliseconds, so that what is due in different cases seldom meets. */
const anyTraffic: fc.Arbitrary<readonly TrafficEvent[]> = fc
  .array(fc.tuple(anyPause, fc.constantFrom(...CHATS), anyDeed), { maxLength: 40 })
  .map((deeds) => {
    let atMs = START_MS
    return deeds.map(([pauseMs, chatId, deed], index) => {
      atMs += pauseMs
      return { chatId, atMs: atMs + index, ...deed }
    })
  })

export const anyRehearsal: fc.Arbitrary<RehearsalInput> = fc
  .record({
    traffic: anyTraffic,
    restMs: fc.constantFrom(0, HOUR_MS, 100 * HOUR_MS),
    settings: anySettings,
    hours: anyWorkingHours,
    distribution: anyDistribution,
    agents: anyAgents,
    teams: fc.subarray(TEAMS.slice(0, -1)).map((ids) => ids.map((id) => ({ id }))),
    bots: fc.subarray(BOTS.slice(0, -1)).map((ids) => ids.map((id) => ({ id }))),
  })
  .map(({ restMs, ...input }) => ({
    ...input,
    untilMs: (input.traffic.at(-1)?.atMs ?? START_MS) + restMs,
    maxTextLength: 1000,
  }))
