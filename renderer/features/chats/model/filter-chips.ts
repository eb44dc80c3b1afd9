import type { ChatFilters } from '../../../data/chat-filters'

/** One thing that is set, with the filters that are left without it. */
export interface FilterChip {
  readonly kind: 'subject' | 'stage' | 'channel' | 'agent' | 'state' | 'unread' | 'withoutVacancy' | 'dates'
  /** A title, an id or a state's name; `''` where the kind says it all. */
  readonly value: string
  readonly without: ChatFilters
}

const LISTS = [
  ['subject', 'subjects'],
  ['stage', 'stages'],
  ['channel', 'channelIds'],
  ['agent', 'agentIds'],
  ['state', 'states'],
] as const satisfies readonly (readonly [FilterChip['kind'], keyof ChatFilters])[]

export function chipsOf(filters: ChatFilters): readonly FilterChip[] {
  const lists = LISTS.flatMap(([kind, field]) =>
    filters[field].map((value): FilterChip => {
      const left = filters[field].filter((other) => other !== value)
      return { kind, value, without: { ...filters, [field]: left } }
    }),
  )
  const marks: FilterChip[] = []
  if (filters.isUnread) marks.push({ kind: 'unread', value: '', without: { ...filters, isUnread: false } })
  if (filters.isWithoutVacancy) {
    marks.push({ kind: 'withoutVacancy', value: '', without: { ...filters, isWithoutVacancy: false } })
  }
  if (filters.fromDay !== null || filters.toDay !== null) {
    marks.push({ kind: 'dates', value: '', without: { ...filters, fromDay: null, toDay: null } })
  }
  return [...lists, ...marks]
}
