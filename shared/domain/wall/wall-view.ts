import type { AgentStatus } from '../agent'
import type { AgentId, CaseId, ChannelId, ChatId, OwnStatusId, TeamId } from '../ids'

/** One line of the wall's queues: a team, or `null` for what is nobody's team's. */
export interface QueueRow {
  readonly teamId: TeamId | null
  /** Cases in the queue, with agents, and with bots, now. */
  readonly queued: number
  readonly assigned: number
  readonly withBot: number
  /** Clients who wait longer than the target, in the queue or with an agent. */
  readonly late: number
  /** Who waits longest in the queue. */
  readonly oldest: { readonly caseId: CaseId; readonly chatId: ChatId; readonly sinceMs: number } | null
  /** Today. */
  readonly arrived: number
  readonly closed: number
  readonly answered: number
  /** Of `answered`, those that have a target, and those that kept it. */
  readonly judged: number
  readonly inTime: number
  /** Of all first answers of today together. */
  readonly answerSumMs: number
}

export interface AgentRow {
  readonly agentId: AgentId
  readonly status: AgentStatus
  readonly ownStatusId?: OwnStatusId | null | undefined
  readonly statusSinceMs: number
  readonly talkingSinceMs: number | null
  /** In hand; without what is put away. */
  readonly open: number
  /** Put away for later (spec Q22). */
  readonly snoozed: number
  readonly capacity: number
  readonly closed: number
}

/** Cases that arrived and that were first answered, by the hour of the day. */
export interface HourRow {
  readonly hour: number
  readonly arrived: number
  readonly answered: number
}

/** What the numbers are measured against. */
export interface WallGoal {
  readonly goalPercent: number
  readonly answerWithinMs: number | null
}

/** The wall, or what of it has changed. */
export interface WallView {
  readonly queues: readonly QueueRow[]
  readonly agents: readonly AgentRow[]
  /** No longer on the wall. */
  readonly goneAgents: readonly AgentId[]
  readonly hours: readonly HourRow[]
  readonly goal: WallGoal
}

/** A number on the wall, named. */
export type WallNumber =
  | { readonly kind: 'queue'; readonly teamId: TeamId | null | 'all'; readonly what: QueueNumber }
  | { readonly kind: 'agent'; readonly agentId: AgentId; readonly what: 'open' | 'snoozed' | 'closed' }
  | { readonly kind: 'talking' }

export type QueueNumber = 'queued' | 'assigned' | 'withBot' | 'late' | 'arrived' | 'closed' | 'answered' | 'missed'

/** One of the cases behind a number. */
export interface WallCase {
  readonly caseId: CaseId
  readonly number: number
  readonly chatId: ChatId
  readonly channelId: ChannelId
  readonly teamId: TeamId | null
  readonly agentId: AgentId | null
  readonly openedAtMs: number
  readonly waitingSinceMs: number | null
}
