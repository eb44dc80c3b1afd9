import type { AgentId } from './ids'

/** A colleague who has a conversation open (spec Q21). */
export interface Present {
  readonly agentId: AgentId
  readonly isWriting: boolean
}
