import type { CaseMoment, CasePart } from '#shared/contract/reports'
import type { Grouping } from '#shared/domain/report/report'

/** Which cases the table shows and a file holds. */
export interface CaseFilter {
  readonly fromMs: number
  readonly untilMs: number
  readonly moment: CaseMoment
  readonly part: CasePart | null
  /** Of one bar: whose, or of which day or hour; `null` key: nobody's. */
  readonly group: { readonly grouping: Grouping; readonly key: string | null } | null
  readonly state: CaseStateFilter | null
  readonly search: string
}

export const CASE_STATE_FILTERS = ['queued', 'assigned', 'withBot', 'closed'] as const
export type CaseStateFilter = (typeof CASE_STATE_FILTERS)[number]

/** As the hub is asked (`caseSelection`). */
export function queryOf({ fromMs, untilMs, moment, part, group, state, search }: CaseFilter): URLSearchParams {
  const query = new URLSearchParams({ fromMs: String(fromMs), untilMs: String(untilMs), moment })
  if (part !== null) query.set('part', part)
  if (state !== null) query.set('state', state)
  if (search.trim() !== '') query.set('search', search.trim())
  if (group === null) return query
  const isInTime = group.grouping === 'day' || group.grouping === 'hour'
  query.set(isInTime ? group.grouping : `${group.grouping}Id`, group.key ?? 'none')
  return query
}
