import type { AgentId, BotId, CaseId, DealId, OrganisationId, TeamId, TopicId } from './ids'
import type { Pin } from './pin'
import type { Snooze, SnoozeEnd } from './snooze'

/** One matter of one client in one chat (обращение). A chat has one at a time; a closed one is followed by a new one. */
export interface CaseSummary {
  readonly id: CaseId
  /** Counted per hub from 1; shown as «обращение 10 482». */
  readonly number: number
  readonly state: CaseState
  readonly openedAtMs: number
  /** Since when the client waits for an answer of a person or bot; `null` when the last word is ours. */
  readonly waitingSinceMs: number | null
  readonly topicId: TopicId | null
  readonly priority: CasePriority
  /** By anybody: for desks of before. */
  readonly isPinned: boolean
  /** Of single people, in their order (spec Q24); absent from a hub of before, whose pins are everybody's. */
  readonly pins?: readonly Pin[] | undefined
  /** Put away by its agent, or back from there (spec Q22); absent from a hub of before. */
  readonly snooze?: Snooze | null | undefined
  readonly deal: { readonly id: DealId; readonly title: string } | null
  readonly organisation: { readonly id: OrganisationId; readonly name: string } | null
}

export type CasePriority = 'normal' | 'high'

/**
 * - `withBot` a bot talks to the client
 * - `queued` waits for an agent in a team's queue; without a team in everybody's
 * - `assigned` an agent has it; until `answerByMs` (null: no limit, or answered) the agent has to answer (spec Q20)
 * - `idle` nobody has to do anything yet: the history of before the channel was connected, or a response that its
 *   channel does not pass on (spec Q10); the client's next message begins it
 * - `closed` nothing more happens to it; the client's next message opens a new case
 */
export type CaseState =
  | { readonly kind: 'idle'; readonly sinceMs: number }
  | { readonly kind: 'withBot'; readonly botId: BotId; readonly sinceMs: number }
  | { readonly kind: 'queued'; readonly teamId: TeamId | null; readonly sinceMs: number }
  | {
      readonly kind: 'assigned'
      readonly agentId: AgentId
      readonly teamId: TeamId | null
      readonly sinceMs: number
      readonly answerByMs: number | null
    }
  | { readonly kind: 'closed'; readonly atMs: number; readonly by: ClosedBy }

/** Spec Q16: an agent, the bot, or the time-out of the channel. */
export type RuledEnd =
  | { readonly kind: 'agent'; readonly agentId: AgentId }
  | { readonly kind: 'bot'; readonly botId: BotId }
  | { readonly kind: 'timeout' }

/** `channelRemoved`: nobody can answer it any more (ADR 0009). */
export type ClosedBy = RuledEnd | { readonly kind: 'channelRemoved' }

/** Whoever a case can be given to by a person or as a bot's fallback (spec Q5, Q6). */
export type PersonReceiver =
  { readonly kind: 'agent'; readonly agentId: AgentId } | { readonly kind: 'team'; readonly teamId: TeamId }

/** What stands in the timeline of a case besides messages; the client never sees it. */
export type CaseEvent =
  | { readonly kind: 'opened'; readonly number: number }
  | { readonly kind: 'queued'; readonly teamId: TeamId | null; readonly why: QueuedWhy }
  | { readonly kind: 'assigned'; readonly agentId: AgentId; readonly how: 'claimed' | 'byPerson' | 'automatically' }
  | {
      readonly kind: 'transferred'
      readonly to: PersonReceiver
      readonly byAgentId: AgentId
      readonly note: string | null
      /** The agent who had it; absent or `null`: nobody, or written by an older hub. */
      readonly fromAgentId?: AgentId | null | undefined
    }
  | { readonly kind: 'withBot'; readonly botId: BotId }
  | { readonly kind: 'botFailed'; readonly botId: BotId; readonly why: BotFailure }
  | { readonly kind: 'topicSet'; readonly topicId: TopicId | null; readonly byAgentId: AgentId }
  | { readonly kind: 'snoozed'; readonly byAgentId: AgentId; readonly untilMs: number | null }
  /** `agentId`: whose it is. */
  | { readonly kind: 'snoozeEnded'; readonly agentId: AgentId; readonly why: SnoozeEnd }
  | { readonly kind: 'snoozeUndone'; readonly byAgentId: AgentId }
  | { readonly kind: 'closed'; readonly by: ClosedBy }
  /** The client has waited longer than the target (spec V7); `tell`: whose desks make a notice of it. */
  | {
      readonly kind: 'targetMissed'
      readonly waitingSinceMs: number
      readonly targetMs: number
      readonly tell: readonly AgentId[]
    }

/** Why a case came (back) to a queue. */
export type QueuedWhy = 'new' | 'returned' | 'notAnswered' | 'agentRemoved' | 'botHandedOver' | 'botFailed'

/** Why a bot could not go on; the fallback takes over at once (spec Q6). */
export type BotFailure = 'unreachable' | 'tooSlow' | 'wrongAnswer' | 'refused' | 'removed'
