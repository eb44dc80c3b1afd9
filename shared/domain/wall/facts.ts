import type { AgentStatus } from '../agent'
import type { CasePriority, CaseState } from '../case'
import type { AgentId, CaseId, ChannelId, ChatId, OwnStatusId, TeamId } from '../ids'
import type { ServiceTargets } from './service-targets'

/**
 * What the supervisor's wall goes by. The hub writes one with each change of a case, an agent or the central settings,
 * in the order of commits and whole, so that a later one replaces an earlier one of the same thing. No name, number or
 * word of a client stands in it.
 */
export type WallFact = CaseFact | AgentFact | RulesFact

export interface CaseFact {
  readonly kind: 'case'
  readonly id: CaseId
  readonly number: number
  readonly chatId: ChatId
  readonly channelId: ChannelId
  readonly state: CaseState['kind']
  /** Of a closed case: who had it last. */
  readonly teamId: TeamId | null
  readonly agentId: AgentId | null
  /** Since when it is in this state. */
  readonly sinceMs: number
  readonly openedAtMs: number
  readonly waitingSinceMs: number | null
  /** By a person. */
  readonly firstAnswerMs: number | null
  readonly closedAtMs: number | null
  readonly priority: CasePriority
  /** Put away by its agent (spec Q22); absent in facts of before. */
  readonly isAway?: boolean | undefined
}

export interface AgentFact {
  readonly kind: 'agent'
  readonly id: AgentId
  readonly status: AgentStatus
  /** The company's own; absent in facts of before. */
  readonly ownStatusId?: OwnStatusId | null | undefined
  readonly statusSinceMs: number
  /** Since when in a call; `null`: in none. */
  readonly talkingSinceMs: number | null
  /** `null`: the central setting. */
  readonly capacity: number | null
  readonly isRemoved: boolean
}

export interface RulesFact {
  readonly kind: 'rules'
  readonly targets: ServiceTargets
  /** Of whoever has none of their own. */
  readonly capacity: number
  /** Whose midnight begins the day that is counted. */
  readonly timeZone: string
}
