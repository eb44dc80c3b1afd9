import { dayNumber, formatClock, formatListTime } from '../../../ui/time'

/** «14:05» today, else «12 нояб., 14:05». */
export function formatMoment(atMs: number, nowMs: number, language: string): string {
  const time = formatClock(atMs, language)
  return dayNumber(atMs) === dayNumber(nowMs) ? time : `${formatListTime(atMs, nowMs, language)}, ${time}`
}
