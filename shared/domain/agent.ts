import type { AgentId, TeamId } from './ids'

/** A person who works with cases (сотрудник). */
export interface Agent {
  readonly id: AgentId
  readonly name: string
  readonly role: AgentRole
  readonly status: AgentStatus
  readonly statusSinceMs: number
  /** Cases and calls at once; `null`: the central setting (distribution.ts). */
  readonly capacity: number | null
  readonly teamIds: readonly TeamId[]
  /** Left the company: named in old cases, receives nothing. */
  readonly isRemoved: boolean
}

export type AgentRole = 'agent' | 'supervisor' | 'administrator'

/** Only `online` receives cases by itself (spec N8). */
export type AgentStatus = 'online' | 'break' | 'away' | 'offline'
