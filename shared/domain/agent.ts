import type { AgentId } from './ids'

export interface Agent {
  readonly id: AgentId
  readonly name: string
}
