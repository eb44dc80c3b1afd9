import type { ChatId } from '#shared/domain/ids'

export interface DutyFilter {
  readonly agentId: string | null
  readonly kind: string | null
  /** As typed; what is no number narrows nothing. */
  readonly caseNumber: string
  /** Days of this computer's calendar, `''`: open. */
  readonly from: string
  readonly to: string
  readonly chatId?: ChatId
}

export const NO_FILTER: DutyFilter = { agentId: null, kind: null, caseNumber: '', from: '', to: '' }

export function isNarrow(filter: DutyFilter): boolean {
  return queryOf(filter) !== ''
}

/** As the hub's lists take it, begun with `&`. */
export function queryOf({ agentId, kind, caseNumber, from, to, chatId }: DutyFilter): string {
  const number = /^\s*(\d{1,12})\s*$/.exec(caseNumber)?.[1]
  const [fromMs, untilMs] = [beginOf(from, 0), beginOf(to, 1)]
  const parts: readonly (readonly [string, string | number | null | undefined])[] = [
    ['agentId', agentId],
    ['kind', kind],
    ['caseNumber', number === '0' ? null : number],
    ['fromMs', fromMs],
    ['untilMs', untilMs],
    ['chatId', chatId],
  ]
  return parts.flatMap(([name, value]) => (value == null ? [] : [`&${name}=${String(value)}`])).join('')
}

/** Midnight here of the day that is so many after it; `null`: it is no day. */
function beginOf(day: string, after: number): number | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? []
  if (year === undefined || month === undefined || date === undefined) return null
  return new Date(Number(year), Number(month) - 1, Number(date) + after).getTime()
}
