import type { AgentId, ChannelId, TeamId, TopicId } from '../ids'

export const GROUPINGS = ['day', 'hour', 'channel', 'team', 'agent', 'topic'] as const
/** By what the numbers of a report are told apart. */
export type Grouping = (typeof GROUPINGS)[number]

/** Whose a case, a call or a message is. `null`: nobody's. */
export interface Belonging {
  readonly channelId: ChannelId | null
  readonly teamId: TeamId | null
  readonly agentId: AgentId | null
  readonly topicId: TopicId | null
}

/** What a report needs to know of one case. `isWaiting`: its client waits for an answer now. */
export interface ReportCase extends Belonging {
  readonly openedAtMs: number
  /** By a person. */
  readonly firstAnswerMs: number | null
  readonly closedAtMs: number | null
  readonly isWaiting: boolean
}

export interface ReportCall extends Belonging {
  readonly startedAtMs: number
  readonly direction: 'incoming' | 'outgoing'
  readonly isAnswered: boolean
  readonly talkMs: number
}

/** Messages of people that came together: neither notes nor what rules and bots said. */
export interface ReportMessages extends Belonging {
  readonly atMs: number
  readonly direction: 'in' | 'out'
  readonly count: number
}

/**
 * The numbers of a period. A case counts where it happened: `opened` by when it came, `answered` by its first answer of
 * a person, `closed` by its end, so that the days of a month add up to the month. Times are `null` where nothing took any.
 */
export interface ReportNumbers {
  readonly opened: number
  readonly answered: number
  readonly closed: number
  /** Of those that were opened: who waits for an answer now. */
  readonly waiting: number
  /** Of those that were closed: to whom no person has answered. */
  readonly unanswered: number
  /** From the opening to the first answer. */
  readonly answerAverageMs: number | null
  readonly answerMedianMs: number | null
  readonly answerP90Ms: number | null
  readonly answerLongestMs: number | null
  /** Answers for which there is a target, and those that kept it. */
  readonly judged: number
  readonly inTime: number
  /** From the first answer to the end. */
  readonly handlingAverageMs: number | null
  readonly handlingMedianMs: number | null
  readonly callsIn: number
  readonly callsOut: number
  /** Incoming ones that nobody took. */
  readonly missedCalls: number
  readonly talks: number
  readonly talkMs: number
  readonly messagesIn: number
  readonly messagesOut: number
}

export interface ReportGroup {
  /** An id, a day (`YYYY-MM-DD`) or an hour; `null`: of nobody. */
  readonly key: string | null
  readonly numbers: ReportNumbers
}
