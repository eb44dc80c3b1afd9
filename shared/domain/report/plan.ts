import { DAY_MS } from '../channel-settings'
import { localDayOf } from '../wall/day'
import { zoneOffsets } from '../zone-offsets'
import type { NamedPeriod } from './period'
import type { Grouping } from './report'

export const PLAN_FILES = ['xlsx', 'csv', 'none'] as const
export type PlanFile = (typeof PLAN_FILES)[number]
export const MAX_RECEIVERS = 20

/** A report that goes out by e-mail by itself. */
export interface ReportPlan {
  readonly name: string
  readonly period: NamedPeriod
  readonly grouping: Grouping
  /** The cases of the period, one row each, beside the numbers. */
  readonly file: PlanFile
  /** Monday is 0. */
  readonly weekdays: readonly number[]
  /** Minute of the day by the company's clock. */
  readonly atMin: number
  readonly receivers: readonly string[]
  readonly language: 'ru' | 'en'
}

/** `authorLostRole`: whoever planned it may not see it any more, and so nobody is sent it in their name. */
export type PlanOffReason = 'authorLostRole'

const MINUTE_MS = 60_000
const DAYS_A_WEEK = 7
/** The epoch was a Thursday. */
const WEEKDAY_OF_EPOCH = 3

/** When it is sent next, later than `afterMs`; `null`: on no day. A minute that a changed clock leaves out comes later. */
export function nextRun(
  { weekdays, atMin }: Pick<ReportPlan, 'weekdays' | 'atMin'>,
  timeZone: string,
  afterMs: number,
): number | null {
  const today = localDayOf(timeZone, afterMs)
  for (let day = today - 1; day <= today + DAYS_A_WEEK + 1; day += 1) {
    if (!weekdays.includes((day + WEEKDAY_OF_EPOCH) % DAYS_A_WEEK)) continue
    const atMs = instantOf(timeZone, day * DAY_MS + atMin * MINUTE_MS)
    if (atMs > afterMs) return atMs
  }
  return null
}

function instantOf(timeZone: string, localMs: number): number {
  const offsets = zoneOffsets(timeZone)
  const guess = localMs - offsets.at(localMs)
  return localMs - offsets.at(guess)
}
