import { defaultCalls } from '#shared/domain/channel-calls'
import { DEFAULT_DISTRIBUTION } from '#shared/domain/distribution'
import type { AutoAnswerId, ChatId } from '#shared/domain/ids'
import { rehearse, type RehearsalInput, type TrafficEvent } from '#shared/domain/rehearsal'
import type { WorkingHours } from '#shared/domain/working-hours'

import { seededRandom } from '../lib/seeded-random'
import { alternate, repeat } from './lib/alternating'
import { benchResult, type BenchResult } from './lib/result'
import { staff } from './lib/staff'

const PLAN = { blocks: 5, perBlock: 1, warmUp: 1 }
const EVENTS = 100_000
const CHATS = 20_000
const MINUTE_MS = 60_000
const DAY_MS = 1440 * MINUTE_MS
const MONTH_MS = 30 * DAY_MS
const START_MS = Date.UTC(2026, 9, 20)

const hours: WorkingHours = {
  timeZone: 'Europe/Berlin',
  week: [1, 2, 3, 4, 5, 6, 0].map((day) =>
    day === 0
      ? []
      : [
          { fromMin: 9 * 60, toMin: 13 * 60 },
          { fromMin: 14 * 60, toMin: 20 * 60 },
        ],
  ),
  exceptions: [],
}

/**
 * A month of 100,000 events once more under other settings: 20,000 chats, 1,000 agents in 20 teams, everything set that
 * can be. Floor: the same events read from JSON and put in order, without any rule.
 */
export async function measureRehearsal(): Promise<BenchResult> {
  const traffic = monthOfTraffic()
  const input = { ...underSettings(), traffic }
  const text = JSON.stringify(traffic)
  const { values, floors } = await alternate(PLAN, {
    value: (count) => repeat(count, async () => timed(() => rehearse(input).totals.cases)),
    floor: (count) => repeat(count, async () => timed(() => inOrder(text).length)),
  })
  return benchResult('rehearsal', 'ms', values, floors)
}

function inOrder(text: string): readonly TrafficEvent[] {
  return (JSON.parse(text) as TrafficEvent[]).sort((a, b) => a.atMs - b.atMs)
}

function timed(run: () => number): number {
  const beginMs = performance.now()
  if (run() === 0) throw new Error('Nothing was done.')
  return performance.now() - beginMs
}

function monthOfTraffic(): readonly TrafficEvent[] {
  const random = seededRandom(22)
  const { agents } = staff()
  return Array.from({ length: EVENTS }, (): TrafficEvent => {
    const chatId = `chat-${Math.floor(random() * CHATS)}` as ChatId
    const atMs = START_MS + Math.floor(random() * MONTH_MS)
    const kind = random()
    const agentId = agents[Math.floor(random() * agents.length)]?.id ?? null
    if (kind < 0.5 || agentId === null) return { chatId, atMs, kind: 'clientWrote' }
    return { chatId, atMs, kind: kind < 0.85 ? 'answered' : 'closed', agentId }
  })
}

function underSettings(): Omit<RehearsalInput, 'traffic'> {
  const { agents, teams } = staff()
  const answer = (id: string, minutes: number) => ({ id: id as AutoAnswerId, text: id, delayMs: minutes * MINUTE_MS })
  const [team] = teams
  if (!team) throw new Error('No team.')
  return {
    untilMs: START_MS + MONTH_MS,
    settings: {
      receiver: { kind: 'team', teamId: team.id },
      isOnlyWithMessages: false,
      autoAnswers: [answer('first', 1), answer('second', 10)],
      offHours: { kind: 'autoAnswers', answers: [answer('night', 0)] },
      closing: { isShown: true, text: 'До свидания!' },
      autoClose: { amount: 12, unit: 'hours' },
      calls: defaultCalls('avito'),
    },
    hours,
    distribution: {
      ...DEFAULT_DISTRIBUTION,
      isAutomatic: true,
      answerWithinMs: 5 * MINUTE_MS,
      afterwards: 'supervisor',
    },
    agents,
    teams,
    bots: [],
    maxTextLength: 1000,
  }
}
