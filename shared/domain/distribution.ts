import { NO_WRAP_UP, type WrapUp } from './wrap-up'

/** «Настройки дозвона и сообщений по умолчанию» (spec Q8): set once, every channel refers to it. */
export interface Distribution {
  /** Off: a case waits in its queue until an agent takes it (spec Q9). */
  readonly isAutomatic: boolean
  readonly strategy: DistributionStrategy
  /** Cases and calls that one agent has at once (spec Q19). */
  readonly capacity: number
  /** How long the agent has for the first answer; `null`: any time (spec Q20). */
  readonly answerWithinMs: number | null
  /** How many agents are tried before `afterwards`. */
  readonly attempts: number
  readonly afterwards: 'queue' | 'supervisor'
  readonly wrapUp: WrapUp
}

/** Among those free: who has waited longest, who has least, or in turn. */
export type DistributionStrategy = 'longestIdle' | 'leastLoaded' | 'roundRobin'

export const DEFAULT_DISTRIBUTION: Distribution = {
  isAutomatic: false,
  strategy: 'longestIdle',
  capacity: 5,
  answerWithinMs: null,
  attempts: 3,
  afterwards: 'queue',
  wrapUp: NO_WRAP_UP,
}
