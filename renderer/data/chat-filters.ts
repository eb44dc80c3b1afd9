import type { CaseState } from '#shared/domain/case'
import type { Chat } from '#shared/domain/chat'
import type { AgentId, ChannelId } from '#shared/domain/ids'

/** What narrows a list besides its own kind and the words in the search box; everything that is set must hold. */
export interface ChatFilters {
  /** Titles of vacancies or ads, as the list shows them; empty lists narrow nothing. */
  readonly subjects: readonly string[]
  readonly stages: readonly string[]
  readonly channelIds: readonly ChannelId[]
  /** Who has the case, or had it when it was closed. */
  readonly agentIds: readonly AgentId[]
  readonly states: readonly CaseState['kind'][]
  readonly isUnread: boolean
  readonly isWithoutVacancy: boolean
  /** Of the last message, both days included, `2026-11-28` in the time of this desk. */
  readonly fromDay: string | null
  readonly toDay: string | null
}

export const NO_FILTERS: ChatFilters = {
  subjects: [],
  stages: [],
  channelIds: [],
  agentIds: [],
  states: [],
  isUnread: false,
  isWithoutVacancy: false,
  fromDay: null,
  toDay: null,
}

/** What can be chosen, with how many chats have it; the most frequent first. */
export interface FilterOptions {
  readonly subjects: readonly FilterOption[]
  readonly stages: readonly FilterOption[]
}

export interface FilterOption {
  readonly title: string
  readonly count: number
}

export function isNarrowed(filters: ChatFilters): boolean {
  return countSet(filters) > 0
}

/** As many as there are chips. */
export function countSet({ fromDay, toDay, isUnread, isWithoutVacancy, ...lists }: ChatFilters): number {
  const { subjects, stages, channelIds, agentIds, states } = lists
  const chosen = [subjects, stages, channelIds, agentIds, states].reduce((sum, { length }) => sum + length, 0)
  return chosen + Number(isUnread) + Number(isWithoutVacancy) + Number(fromDay !== null || toDay !== null)
}

/** What of a chat the filters ask about. */
export interface ChatFacts {
  readonly subject: string | null
  readonly stage: string | null
  readonly channelId: ChannelId
  readonly agentId: AgentId | null
  readonly state: CaseState['kind']
  readonly isUnread: boolean
  readonly isWithoutVacancy: boolean
  readonly lastAtMs: number
}

export function factsOf(chat: Chat): ChatFacts {
  return {
    subject: chat.response?.vacancy.title ?? chat.subject?.title ?? null,
    stage: chat.response?.stage?.title ?? null,
    channelId: chat.channelId,
    agentId: agentOf(chat.case.state),
    state: chat.case.state.kind,
    isUnread: chat.unread > 0,
    isWithoutVacancy: chat.isWithoutVacancy,
    lastAtMs: chat.lastAtMs,
  }
}

export function countOptions(facts: readonly ChatFacts[]): FilterOptions {
  return {
    subjects: countTitles(facts.map(({ subject }) => subject)),
    stages: countTitles(facts.map(({ stage }) => stage)),
  }
}

/** Made ready once for many chats. */
export function toFilterTest(filters: ChatFilters): (facts: ChatFacts) => boolean {
  const subject = oneOf(filters.subjects)
  const stage = oneOf(filters.stages)
  const channel = oneOf<string>(filters.channelIds)
  const agent = oneOf<string>(filters.agentIds)
  const state = oneOf<string>(filters.states)
  const { fromMs, beforeMs } = timesOf(filters)
  return (facts) =>
    subject(facts.subject) &&
    stage(facts.stage) &&
    channel(facts.channelId) &&
    agent(facts.agentId) &&
    state(facts.state) &&
    (!filters.isUnread || facts.isUnread) &&
    (!filters.isWithoutVacancy || facts.isWithoutVacancy) &&
    facts.lastAtMs >= fromMs &&
    facts.lastAtMs < beforeMs
}

export function timesOf({ fromDay, toDay }: Pick<ChatFilters, 'fromDay' | 'toDay'>): {
  readonly fromMs: number
  readonly beforeMs: number
} {
  return {
    fromMs: fromDay === null ? -Infinity : startOfDay(fromDay, 0),
    beforeMs: toDay === null ? Infinity : startOfDay(toDay, 1),
  }
}

/** By the calendar, not by 24 hours: days of a clock change have 23 or 25. */
function startOfDay(day: string, later: number): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + later).getTime()
}

export function sortOptions(options: readonly FilterOption[]): readonly FilterOption[] {
  return [...options].sort((a, b) => b.count - a.count || (a.title < b.title ? -1 : 1))
}

function countTitles(titles: readonly (string | null)[]): readonly FilterOption[] {
  const counts = new Map<string, number>()
  for (const title of titles) if (title !== null) counts.set(title, (counts.get(title) ?? 0) + 1)
  return sortOptions([...counts].map(([title, count]) => ({ title, count })))
}

function oneOf<T>(wanted: readonly T[]): (value: T | null) => boolean {
  if (wanted.length === 0) return () => true
  const members = new Set<T | null>(wanted)
  return (value) => members.has(value)
}

function agentOf(state: CaseState): AgentId | null {
  if (state.kind === 'assigned') return state.agentId
  return state.kind === 'closed' && state.by.kind === 'agent' ? state.by.agentId : null
}
