import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '../../testing/random-runs'
import type { AgentId, ChannelId, TeamId, TopicId } from '../ids'
import { targetMsOf, type ServiceTargets } from '../wall/service-targets'
import { GROUPINGS, type Belonging, type Grouping, type ReportCase, type ReportNumbers } from './report'
import { percentile, ReportFold } from './report-fold'

const DAY_BEGINS_MS = Date.UTC(2026, 10, 1)
const TARGETS: ServiceTargets = {
  answerWithinMs: 60_000,
  goalPercent: 90,
  exceptions: [{ teamId: 'team-1' as TeamId, channelId: null, answerWithinMs: null }],
}

const belonging: fc.Arbitrary<Belonging> = fc.record({
  channelId: fc.constantFrom('channel-1', 'channel-2').map((id) => id as ChannelId),
  teamId: fc.option(fc.constantFrom('team-1', 'team-2').map((id) => id as TeamId)),
  agentId: fc.option(fc.constantFrom('agent-1', 'agent-2', 'agent-3').map((id) => id as AgentId)),
  topicId: fc.option(fc.constant('topic-1' as TopicId)),
})
const within = (hours: number) => fc.integer({ min: 0, max: hours * 3_600_000 })
const anyCase: fc.Arbitrary<ReportCase> = fc
  .tuple(belonging, within(72), fc.option(within(3)), fc.option(within(9)), fc.boolean())
  .map(([whose, openedMs, answeredMs, closedMs, isWaiting]) => ({
    ...whose,
    openedAtMs: DAY_BEGINS_MS + openedMs,
    firstAnswerMs: answeredMs === null ? null : DAY_BEGINS_MS + openedMs + answeredMs,
    closedAtMs: closedMs === null ? null : DAY_BEGINS_MS + openedMs + closedMs,
    isWaiting: isWaiting && closedMs === null,
  }))

function folded(cases: readonly ReportCase[], grouping: Grouping): ReportFold {
  const fold = new ReportFold({ grouping, timeZone: 'Europe/Moscow', targets: TARGETS })
  for (const one of cases) {
    fold.opened(one)
    fold.answered(one)
    fold.closed(one)
  }
  return fold
}

const COUNTS = ['opened', 'answered', 'closed', 'waiting', 'unanswered', 'judged', 'inTime'] as const

function counted(cases: readonly ReportCase[]): Partial<ReportNumbers> {
  const answered = cases.filter(({ firstAnswerMs }) => firstAnswerMs !== null)
  const judged = answered.flatMap(({ channelId, teamId, openedAtMs, firstAnswerMs }) => {
    const target = channelId && targetMsOf(TARGETS, { channelId, teamId })
    return target === null ? [] : [(firstAnswerMs ?? 0) - openedAtMs <= target]
  })
  const closed = cases.filter(({ closedAtMs }) => closedAtMs !== null)
  return {
    opened: cases.length,
    answered: answered.length,
    closed: closed.length,
    waiting: cases.filter(({ isWaiting }) => isWaiting).length,
    unanswered: closed.filter(({ firstAnswerMs }) => firstAnswerMs === null).length,
    judged: judged.length,
    inTime: judged.filter(Boolean).length,
  }
}

describe('the numbers of any period', () => {
  const always = (check: (cases: readonly ReportCase[], grouping: Grouping) => void) => {
    fc.assert(fc.property(fc.array(anyCase, { maxLength: 40 }), fc.constantFrom(...GROUPINGS), check), randomRuns())
  }

  it('[V4] are what the slow way counts', () => {
    always((cases, grouping) => {
      expect(folded(cases, grouping).total()).toMatchObject(counted(cases))
    })
  })

  it('[V4] of the groups add up to those of the whole', () => {
    always((cases, grouping) => {
      const fold = folded(cases, grouping)
      const groups = fold.byGroup()
      for (const name of COUNTS)
        expect(groups.reduce((sum, { numbers }) => sum + numbers[name], 0)).toBe(fold.total()[name])
      expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length)
    })
  })

  it('[V4] are the same in whatever order they are counted', () => {
    always((cases, grouping) => {
      expect(folded([...cases].reverse(), grouping).byGroup()).toEqual(folded(cases, grouping).byGroup())
    })
  })

  it('[V4] have half of the waits at or below the median, nine of ten at or below the ninetieth', () => {
    always((cases) => {
      const { answerMedianMs, answerP90Ms, answerLongestMs, answered } = folded(cases, 'day').total()
      const waits = cases.flatMap(({ openedAtMs, firstAnswerMs }) =>
        firstAnswerMs === null ? [] : [firstAnswerMs - openedAtMs],
      )
      const share = (most: number | null) => waits.filter((each) => each <= (most ?? 0)).length
      if (answered === 0) return
      expect(share(answerMedianMs) * 2).toBeGreaterThanOrEqual(answered)
      expect(share(answerP90Ms) * 10).toBeGreaterThanOrEqual(answered * 9)
      expect(answerLongestMs).toBe(Math.max(...waits))
      expect(waits).toContain(answerMedianMs)
    })
  })
})

describe('a report', () => {
  it('[V4] tells missed calls, talks and what was written', () => {
    const fold = folded([], 'hour')
    const whose = { channelId: null, teamId: null, agentId: null, topicId: null }
    const call = { ...whose, startedAtMs: DAY_BEGINS_MS, talkMs: 0 }
    fold.call({ ...call, direction: 'incoming', isAnswered: false })
    fold.call({ ...call, direction: 'incoming', isAnswered: true, talkMs: 30_000 })
    fold.call({ ...call, direction: 'outgoing', isAnswered: false })
    fold.messages({ ...whose, atMs: DAY_BEGINS_MS, direction: 'in', count: 3 })
    fold.messages({ ...whose, atMs: DAY_BEGINS_MS, direction: 'out', count: 2 })
    const numbers = { callsIn: 2, callsOut: 1, missedCalls: 1, talks: 1, talkMs: 30_000, messagesIn: 3, messagesOut: 2 }
    expect(fold.total()).toMatchObject(numbers)
    // Midnight in Greenwich is three o’clock in Moscow.
    expect(fold.byGroup()).toMatchObject([{ key: '3', numbers }])
  })

  it('[V4] has no time where nothing took any', () => {
    expect(percentile([], 0.5)).toBeNull()
    expect(folded([], 'day').total()).toMatchObject({ answerAverageMs: null, handlingMedianMs: null })
  })
})
