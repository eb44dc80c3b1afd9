import { numberFormat } from './number-format'

const DAY_MS = 86_400_000
const cache = new Map<string, Intl.DateTimeFormat>()
const relative = new Map<string, Intl.RelativeTimeFormat>()

/** Formatters are slow to make and every row needs one. */
function formatter(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options)
  const known = cache.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, options)
  cache.set(key, made)
  return made
}

/** «14:05» */
export function formatClock(atMs: number, language: string): string {
  return formatter(language, { hour: '2-digit', minute: '2-digit' }).format(atMs)
}

/** For lists: «14:05» today, «вчера», «12 нояб.», «12.11.2024» in other years. */
export function formatListTime(atMs: number, nowMs: number, language: string): string {
  const daysAgo = dayNumber(nowMs) - dayNumber(atMs)
  if (daysAgo === 0) return formatClock(atMs, language)
  if (daysAgo === 1) return relativeDay(-1, language)
  const sameYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear()
  return formatter(
    language,
    sameYear ? { day: 'numeric', month: 'short' } : { day: '2-digit', month: '2-digit', year: 'numeric' },
  ).format(atMs)
}

/** For the lines between days: «сегодня», «вчера», «12 ноября, четверг»; in English «Thursday, 12 November». */
export function formatDay(atMs: number, nowMs: number, language: string): string {
  const daysAgo = dayNumber(nowMs) - dayNumber(atMs)
  if (daysAgo === 0 || daysAgo === 1) return relativeDay(-daysAgo, language)
  const sameYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear()
  const date = formatter(language, {
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' as const }),
  }).format(atMs)
  const weekday = formatter(language, { weekday: 'long' }).format(atMs)
  return language === 'en' ? `${weekday}, ${date}` : `${date}, ${weekday}`
}

/** Exact, for hovering: «12 ноября 2026 г., 14:05:07». */
export function formatExact(atMs: number, language: string): string {
  return formatter(language, { dateStyle: 'long', timeStyle: 'medium' }).format(atMs)
}

/** «28 ноября 2026 г.», where the hour says nothing. */
export function formatDate(atMs: number, language: string): string {
  return formatter(language, { dateStyle: 'long' }).format(atMs)
}

/** Beside a label: «28 ноября 2026 г., 09:38» */
export function formatMoment(atMs: number, language: string): string {
  return `${formatDate(atMs, language)}, ${formatClock(atMs, language)}`
}

/** When something will be: «30 ноября в 09:00», with its year where that is another one. */
export function formatDue(atMs: number, nowMs: number, language: string): string {
  const sameYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear()
  return formatter(language, {
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' as const }),
    hour: '2-digit',
    minute: '2-digit',
  }).format(atMs)
}

/** «2:14», «1:02:14» */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000))
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  const rest = String(seconds % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

/** How long somebody waits: «6:41», «1:02:14», and from a day on «2 дн.». */
export function formatWaiting(durationMs: number, language: string): string {
  if (durationMs < DAY_MS) return formatDuration(durationMs)
  const days = Math.floor(durationMs / DAY_MS)
  return numberFormat(language, { style: 'unit', unit: 'day', unitDisplay: 'short' }).format(days)
}

/** «41 мин», «2 ч», «35 с»: rounded up, so that nothing that is shown has already gone. */
export function formatTimeLeft(leftMs: number, language: string): string {
  const left = Math.max(0, leftMs)
  const [unit, value] =
    left < 60_000
      ? (['second', Math.ceil(left / 1000)] as const)
      : left < 2 * 3_600_000
        ? (['minute', Math.ceil(left / 60_000)] as const)
        : left < 2 * DAY_MS
          ? (['hour', Math.ceil(left / 3_600_000)] as const)
          : (['day', Math.ceil(left / DAY_MS)] as const)
  return numberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value)
}

/** Whole local days since the epoch; two moments of one calendar day share it. */
export function dayNumber(atMs: number): number {
  const date = new Date(atMs)
  return Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS)
}

function relativeDay(offset: number, language: string): string {
  const known = relative.get(language)
  if (known) return known.format(offset, 'day')
  const made = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  relative.set(language, made)
  return made.format(offset, 'day')
}
