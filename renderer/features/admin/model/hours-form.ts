import { DEFAULT_WORKING_HOURS, type WorkingHours } from '#shared/domain/working-hours'
import { err, ok, type Result } from '#shared/lib/result'

import { formatSpans, parseSpans, type SpansProblem } from './spans-text'

/** The schedule as it is typed. */
export interface HoursForm {
  readonly timeZone: string
  /** Monday first. */
  readonly days: readonly string[]
  readonly holidays: readonly {
    readonly key: number
    readonly date: string
    readonly name: string
    readonly hours: string
  }[]
}

/** By field: `day 0` … `day 6`, `hours <key>`, `date <key>`. */
export type HoursErrors = Readonly<Record<string, SpansProblem | 'noDate' | 'sameDate'>>

export function hoursForm(hours: WorkingHours = DEFAULT_WORKING_HOURS): HoursForm {
  return {
    timeZone: hours.timeZone,
    days: hours.week.map(formatSpans),
    holidays: hours.exceptions.map(({ date, name, spans }, key) => ({ key, date, name, hours: formatSpans(spans) })),
  }
}

export function parseHoursForm(form: HoursForm): Result<WorkingHours, HoursErrors> {
  const errors: Record<string, SpansProblem | 'noDate' | 'sameDate'> = {}
  const spansOf = (field: string, text: string) => {
    const spans = parseSpans(text)
    if (spans.ok) return spans.value
    errors[field] = spans.error
    return []
  }
  const week = form.days.map((text, day) => spansOf(`day ${String(day)}`, text))
  const dates = new Set<string>()
  const exceptions = form.holidays.map(({ key, date, name, hours }) => {
    if (date === '') errors[`date ${String(key)}`] = 'noDate'
    else if (dates.has(date)) errors[`date ${String(key)}`] = 'sameDate'
    dates.add(date)
    return { date, name: name.trim(), spans: spansOf(`hours ${String(key)}`, hours) }
  })
  if (Object.keys(errors).length > 0) return err(errors)
  exceptions.sort((a, b) => (a.date < b.date ? -1 : 1))
  return ok({ timeZone: form.timeZone, week, exceptions })
}
