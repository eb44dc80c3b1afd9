import type { WorkingSpan } from '#shared/domain/working-hours'
import { err, ok, type Result } from '#shared/lib/result'

const HOUR_MIN = 60
const DAY_MIN = 1440
const SPAN = /^(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?$/

/** What is wrong with the hours of a day as they were typed. */
export type SpansProblem = 'notHours' | 'backwards' | 'overlap'

/** «9–13, 14:00–18:30» → spans in order. Nothing, or a dash: a day off. */
export function parseSpans(text: string): Result<readonly WorkingSpan[], SpansProblem> {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '-' && part !== '–' && part !== '—')
  const spans: WorkingSpan[] = []
  for (const part of parts) {
    const [, fromHour, fromMinute, toHour, toMinute] = SPAN.exec(part) ?? []
    const from = minuteOfDay(fromHour, fromMinute)
    const to = minuteOfDay(toHour, toMinute)
    if (from === null || to === null) return err('notHours')
    if (from >= to) return err('backwards')
    spans.push({ fromMin: from, toMin: to })
  }
  spans.sort((a, b) => a.fromMin - b.fromMin)
  const overlaps = spans.some((span, index) => span.fromMin < (spans[index - 1]?.toMin ?? 0))
  return overlaps ? err('overlap') : ok(spans)
}

export function formatSpans(spans: readonly WorkingSpan[]): string {
  return spans.map(({ fromMin, toMin }) => `${formatMinute(fromMin)}–${formatMinute(toMin)}`).join(', ')
}

function minuteOfDay(hour: string | undefined, minute: string | undefined): number | null {
  if (hour === undefined) return null
  const minutes = Number(minute ?? 0)
  const value = Number(hour) * HOUR_MIN + minutes
  return minutes < HOUR_MIN && value <= DAY_MIN ? value : null
}

function formatMinute(minute: number): string {
  return `${String(Math.floor(minute / HOUR_MIN))}:${String(minute % HOUR_MIN).padStart(2, '0')}`
}
