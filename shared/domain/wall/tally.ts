import type { AgentId, TeamId } from '../ids'
import type { CaseFact } from './facts'
import { targetMsOf, type ServiceTargets } from './service-targets'
import type { QueueRow } from './wall-view'

/** The numbers of one queue that are sums over its cases. */
export type QueueSums = { -readonly [K in keyof Omit<QueueRow, 'teamId' | 'oldest' | 'late'>]: number }

export const NO_SUMS: QueueSums = {
  queued: 0,
  assigned: 0,
  withBot: 0,
  arrived: 0,
  closed: 0,
  answered: 0,
  judged: 0,
  inTime: 0,
  answerSumMs: 0,
}

/** The day that is counted, and what counts in it. */
export interface Day {
  readonly startMs: number
  readonly endMs: number
}

export function isIn({ startMs, endMs }: Day, atMs: number | null): atMs is number {
  return atMs !== null && atMs >= startMs && atMs < endMs
}

export function isOpen({ state }: CaseFact): boolean {
  return state !== 'closed' && state !== 'idle'
}

/** Anything of it is on the wall on this day. */
export function counts(fact: CaseFact, day: Day): boolean {
  if (fact.state === 'idle') return false
  return isOpen(fact) || isIn(day, fact.openedAtMs) || isIn(day, fact.closedAtMs) || isIn(day, fact.firstAnswerMs)
}

/** What one case adds to the sums of its queue. */
export function sumsOf(fact: CaseFact, day: Day, targets: ServiceTargets): QueueSums {
  const isAnswered = isIn(day, fact.firstAnswerMs)
  const target = isAnswered ? targetMsOf(targets, fact) : null
  const waitMs = isAnswered ? answerMs(fact) : 0
  return {
    queued: Number(fact.state === 'queued'),
    assigned: Number(fact.state === 'assigned'),
    withBot: Number(fact.state === 'withBot'),
    arrived: Number(isIn(day, fact.openedAtMs)),
    closed: Number(isIn(day, fact.closedAtMs)),
    answered: Number(isAnswered),
    judged: Number(target !== null),
    inTime: Number(target !== null && waitMs <= target),
    answerSumMs: waitMs,
  }
}

/** Answered today, and too late. */
export function isMissed(fact: CaseFact, day: Day, targets: ServiceTargets): boolean {
  const { judged, inTime } = sumsOf(fact, day, targets)
  return judged > inTime
}

export function answerMs({ firstAnswerMs, openedAtMs }: Pick<CaseFact, 'firstAnswerMs' | 'openedAtMs'>): number {
  return firstAnswerMs === null ? 0 : Math.max(0, firstAnswerMs - openedAtMs)
}

export type QueueKey = TeamId | 'none'

export function queueKeyOf({ teamId }: { readonly teamId: TeamId | null }): QueueKey {
  return teamId ?? 'none'
}

/** Who has it in hand. */
export function holderOf(fact: CaseFact): AgentId | null {
  return fact.state === 'assigned' && fact.isAway !== true ? fact.agentId : null
}

/** Who has put it away. */
export function keeperOf(fact: CaseFact): AgentId | null {
  return fact.state === 'assigned' && fact.isAway === true ? fact.agentId : null
}
