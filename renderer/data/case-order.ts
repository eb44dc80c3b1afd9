import type { Agent } from '#shared/domain/agent'
import type { CaseState } from '#shared/domain/case'
import type { Chat } from '#shared/domain/chat'
import type { AgentId, TeamId } from '#shared/domain/ids'
import { pinOf } from '#shared/domain/pin'
import { isAway } from '#shared/domain/snooze'

/** Where a chat stands in the lists of cases; the cache's indexes are made of it. */
export interface CaseOrder {
  readonly casePlace: string
  readonly caseRank: number
  readonly caseKey: number
  /** Only on cases with which somebody has to do: the index holds no others. */
  readonly openMark?: 1
}

export const CLOSED_PLACE = 'closed'
const PINNED_LAST = 4
const HIGH_LAST = 2
const WAITING_LAST = 1
const BACK = -1
const AWAY_LAST = 8

/**
 * Spec Q24: pinned first in the order of the pins, then high priority, then who has waited longest, then the newest conversation. Before them what
 * has come back to its agent, and apart from them what is put away, by the time of its return (Q22).
 */
export function caseOrderOf({ case: itsCase, lastAtMs }: Chat): CaseOrder {
  const { state, priority, waitingSinceMs, snooze } = itsCase
  if (state.kind === 'assigned' && isAway(snooze)) {
    const caseKey = snooze.untilMs ?? Number.MAX_SAFE_INTEGER
    return { casePlace: laterPlace(state.agentId), caseRank: AWAY_LAST, caseKey, openMark: 1 }
  }
  const casePlace = placeOf(state)
  if (snooze?.kind === 'back') return { casePlace, caseRank: BACK, caseKey: snooze.atMs, openMark: 1 }
  if (state.kind === 'closed') return { casePlace, caseRank: 0, caseKey: -state.atMs }
  if (state.kind === 'idle') return { casePlace, caseRank: 0, caseKey: -lastAtMs }
  // Whoever stands in the queue waits, even if nobody has asked anything.
  const sinceMs = waitingSinceMs ?? (state.kind === 'queued' ? state.sinceMs : null)
  // Pins are of the list of whoever has the case; the queue is everybody's.
  const pin = state.kind === 'assigned' ? pinOf(itsCase, state.agentId) : null
  if (pin) return { casePlace, caseRank: 0, caseKey: pin.atMs, openMark: 1 }
  const caseRank = PINNED_LAST + (priority === 'high' ? 0 : HIGH_LAST) + (sinceMs === null ? WAITING_LAST : 0)
  return { casePlace, caseRank, caseKey: sinceMs ?? -lastAtMs, openMark: 1 }
}

export function agentPlace(id: AgentId): string {
  return `agent ${id}`
}

export function laterPlace(id: AgentId): string {
  return `later ${id}`
}

/** The queues that a person works off: those of the own teams and everybody's; a supervisor sees them all. */
export function queuePlaces(agent: Agent, teamIds: readonly TeamId[]): readonly string[] {
  const own = agent.role === 'agent' ? agent.teamIds : [...new Set([...agent.teamIds, ...teamIds])]
  return [teamPlace(null), ...own.map(teamPlace)]
}

export function compareCases(a: CaseOrder & { readonly id: string }, b: CaseOrder & { readonly id: string }): number {
  return a.caseRank - b.caseRank || a.caseKey - b.caseKey || (a.id < b.id ? -1 : 1)
}

function placeOf(state: CaseState): string {
  switch (state.kind) {
    case 'idle':
      return 'idle'
    case 'withBot':
      return 'bot'
    case 'queued':
      return teamPlace(state.teamId)
    case 'assigned':
      return agentPlace(state.agentId)
    case 'closed':
      return CLOSED_PLACE
  }
}

function teamPlace(id: TeamId | null): string {
  return id === null ? 'team' : `team ${id}`
}
