import type { Agent, AgentStatus } from './agent'
import type { OwnStatusId } from './ids'

/** A status of the company's own (spec N8), as its administrator defines it. A removed one stays named in old days. */
export interface OwnStatus {
  readonly id: OwnStatusId
  /** `en: ''`: called by its Russian name in both languages. */
  readonly names: { readonly ru: string; readonly en: string }
  readonly colour: StatusColour
  /** Routing gives cases to whoever is in it. */
  readonly takesCases: boolean
  /** Incoming calls ring; else their caller hears «busy», and the exchange goes on to the next. */
  readonly takesCalls: boolean
  /** Reports count it as a break. */
  readonly isBreak: boolean
  readonly isRemoved: boolean
}

export const STATUS_COLOURS = ['green', 'teal', 'blue', 'violet', 'orange', 'red', 'grey'] as const
export type StatusColour = (typeof STATUS_COLOURS)[number]

/** What routing, older hubs and older desks see of it. Nobody is given cases in a break. */
export function plainStatusOf({ takesCases, isBreak }: Pick<OwnStatus, 'takesCases' | 'isBreak'>): AgentStatus {
  if (isBreak) return 'break'
  return takesCases ? 'online' : 'away'
}

type Subject = Pick<Agent, 'status' | 'ownStatusId'>

/** The one that an agent is in now; `null`: none, or it was removed. A wrap-up stands before it and leads back to it. */
export function presentOwnStatus(agent: Subject, all: readonly OwnStatus[]): OwnStatus | null {
  return agent.status === 'wrapUp' ? null : keptOwnStatus(agent, all)
}

/** Also behind a wrap-up: what it leads back to. */
export function keptOwnStatus({ status, ownStatusId }: Subject, all: readonly OwnStatus[]): OwnStatus | null {
  const own = all.find(({ id, isRemoved }) => id === ownStatusId && !isRemoved)
  // A hub of before there were any changes `status` alone: then it is that.
  return own && (status === 'wrapUp' || status === plainStatusOf(own)) ? own : null
}

export function ownStatusName({ names }: Pick<OwnStatus, 'names'>, language: string): string {
  return language === 'en' && names.en !== '' ? names.en : names.ru
}
