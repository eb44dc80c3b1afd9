import type { AgentId, OwnStatusId, TeamId } from './ids'

/** A person who works with cases (сотрудник). */
export interface Agent {
  readonly id: AgentId
  readonly name: string
  readonly role: AgentRole
  readonly status: AgentStatus
  readonly statusSinceMs: number
  /** When a wrap-up ends by itself; `null` or absent: the status holds until it is changed. */
  readonly statusUntilMs?: number | null | undefined
  /** The company's own status behind `status` (own-status.ts), also while a wrap-up stands before it; absent: none. */
  readonly ownStatusId?: OwnStatusId | null | undefined
  /** Cases and calls at once; `null`: the central setting (distribution.ts). */
  readonly capacity: number | null
  readonly teamIds: readonly TeamId[]
  /** Left the company: named in old cases, receives nothing. */
  readonly isRemoved: boolean
}

export type AgentRole = 'agent' | 'supervisor' | 'administrator'

/** Only `online` receives cases by itself (spec N8). `wrapUp` follows a talk or chat and leads back to it (spec Q25). */
export type AgentStatus = 'online' | 'wrapUp' | 'break' | 'away' | 'offline'
