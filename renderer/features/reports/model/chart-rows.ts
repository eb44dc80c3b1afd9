import type { ReportView } from '#shared/contract/reports'
import type { Grouping, ReportNumbers } from '#shared/domain/report/report'

const DAY_MS = 86_400_000
const HOURS_A_DAY = 24

export interface ChartRow {
  readonly key: string | null
  readonly name: string | null
  /** `null`: nothing happened there. */
  readonly numbers: ReportNumbers | null
}

/** Days and hours without anything stand in the chart as well: their bars are not there, their place is. */
export function chartRows(view: Pick<ReportView, 'groups' | 'span'>, grouping: Grouping): readonly ChartRow[] {
  if (grouping !== 'day' && grouping !== 'hour') return view.groups
  const byKey = new Map(view.groups.map((group) => [group.key, group.numbers]))
  const keys =
    grouping === 'hour'
      ? Array.from({ length: HOURS_A_DAY }, (_, hour) => String(hour))
      : daysOf(view.span.from, view.span.to)
  return keys.map((key) => ({ key, name: null, numbers: byKey.get(key) ?? null }))
}

function daysOf(from: string, to: string): readonly string[] {
  const [first, last] = [Date.parse(from), Date.parse(to)]
  return Array.from({ length: Math.floor((last - first) / DAY_MS) + 1 }, (_, at) =>
    new Date(first + at * DAY_MS).toISOString().slice(0, 10),
  )
}
