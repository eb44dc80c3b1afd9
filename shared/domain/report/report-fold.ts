import { targetMsOf, type ServiceTargets } from '../wall/service-targets'
import { answerMs } from '../wall/tally'
import { hourOf, localDayOf } from '../wall/day'
import { dateOf } from './period'
import type { Belonging, Grouping, ReportCall, ReportCase, ReportGroup, ReportMessages, ReportNumbers } from './report'

export interface FoldRules {
  readonly grouping: Grouping
  readonly timeZone: string
  readonly targets: ServiceTargets
}

interface Tally {
  opened: number
  closed: number
  waiting: number
  unanswered: number
  judged: number
  inTime: number
  callsIn: number
  callsOut: number
  missedCalls: number
  talks: number
  talkMs: number
  messagesIn: number
  messagesOut: number
  readonly waitsMs: number[]
  readonly handlingsMs: number[]
}

/**
 * The numbers of a report as a fold over what happened in its period, in any order. Whoever feeds it has chosen the
 * period: each call says that this moment of a case lies in it. Targets and waits are judged as on the wall (ADR 45).
 */
export class ReportFold {
  private readonly all = newTally()
  private readonly groups = new Map<string | null, Tally>()

  constructor(private readonly rules: FoldRules) {}

  opened(one: ReportCase): void {
    this.each(one, one.openedAtMs, (tally) => {
      tally.opened += 1
      if (one.isWaiting) tally.waiting += 1
    })
  }

  answered(one: ReportCase): void {
    const { firstAnswerMs, teamId, channelId } = one
    if (firstAnswerMs === null) return
    const waitMs = answerMs({ firstAnswerMs, openedAtMs: one.openedAtMs })
    const target = channelId === null ? null : targetMsOf(this.rules.targets, { teamId, channelId })
    this.each(one, firstAnswerMs, (tally) => {
      tally.waitsMs.push(waitMs)
      if (target !== null) tally.judged += 1
      if (target !== null && waitMs <= target) tally.inTime += 1
    })
  }

  closed(one: ReportCase): void {
    const { firstAnswerMs, closedAtMs } = one
    if (closedAtMs === null) return
    this.each(one, closedAtMs, (tally) => {
      tally.closed += 1
      if (firstAnswerMs === null) tally.unanswered += 1
      else tally.handlingsMs.push(Math.max(0, closedAtMs - firstAnswerMs))
    })
  }

  call(one: ReportCall): void {
    this.each(one, one.startedAtMs, (tally) => {
      if (one.direction === 'incoming') tally.callsIn += 1
      else tally.callsOut += 1
      if (one.direction === 'incoming' && !one.isAnswered) tally.missedCalls += 1
      if (!one.isAnswered) return
      tally.talks += 1
      tally.talkMs += one.talkMs
    })
  }

  messages(some: ReportMessages): void {
    this.each(some, some.atMs, (tally) => {
      if (some.direction === 'in') tally.messagesIn += some.count
      else tally.messagesOut += some.count
    })
  }

  total(): ReportNumbers {
    return numbersOf(this.all)
  }

  /** Days and hours in their order, the rest with the most cases first, nobody's last. */
  byGroup(): readonly ReportGroup[] {
    const { grouping } = this.rules
    const isInTime = grouping === 'day' || grouping === 'hour'
    return [...this.groups]
      .map(([key, tally]) => ({ key, numbers: numbersOf(tally) }))
      .sort((a, b) => {
        if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null)
        const byKey = a.key < b.key ? -1 : 1
        if (isInTime) return grouping === 'hour' ? Number(a.key) - Number(b.key) : byKey
        return b.numbers.opened - a.numbers.opened || byKey
      })
  }

  private each(belonging: Belonging, atMs: number, count: (tally: Tally) => void): void {
    const key = this.keyOf(belonging, atMs)
    const group = this.groups.get(key) ?? newTally()
    this.groups.set(key, group)
    count(group)
    count(this.all)
  }

  private keyOf({ channelId, teamId, agentId, topicId }: Belonging, atMs: number): string | null {
    const { grouping, timeZone } = this.rules
    switch (grouping) {
      case 'day':
        return dateOf(localDayOf(timeZone, atMs))
      case 'hour':
        return String(hourOf(timeZone, atMs))
      case 'channel':
        return channelId
      case 'team':
        return teamId
      case 'agent':
        return agentId
      case 'topic':
        return topicId
    }
  }
}

/** The smallest of the sorted values that this share of them does not exceed. */
export function percentile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}

function numbersOf({ waitsMs, handlingsMs, ...counts }: Tally): ReportNumbers {
  const [waits, handlings] = [ascending(waitsMs), ascending(handlingsMs)]
  return {
    ...counts,
    answered: waits.length,
    answerAverageMs: average(waits),
    answerMedianMs: percentile(waits, 0.5),
    answerP90Ms: percentile(waits, 0.9),
    answerLongestMs: waits.at(-1) ?? null,
    handlingAverageMs: average(handlings),
    handlingMedianMs: percentile(handlings, 0.5),
  }
}

function ascending(values: readonly number[]): readonly number[] {
  return [...values].sort((a, b) => a - b)
}

function average(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.round(values.reduce((sum, each) => sum + each, 0) / values.length)
}

function newTally(): Tally {
  return {
    opened: 0,
    closed: 0,
    waiting: 0,
    unanswered: 0,
    judged: 0,
    inTime: 0,
    callsIn: 0,
    callsOut: 0,
    missedCalls: 0,
    talks: 0,
    talkMs: 0,
    messagesIn: 0,
    messagesOut: 0,
    waitsMs: [],
    handlingsMs: [],
  }
}
