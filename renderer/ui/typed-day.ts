const DAY_FIRST = /^(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4})$/
const YEAR_FIRST = /^(\d{4})-(\d{2})-(\d{2})$/

/** A whole day as people here write it, «5.3.2026», as `2026-03-05`; `null`: none yet, or no day of the calendar. */
export function parseTypedDay(typed: string): string | null {
  const text = typed.trim()
  const yearFirst = YEAR_FIRST.exec(text)
  const [year, month, day] = yearFirst ? yearFirst.slice(1) : (DAY_FIRST.exec(text)?.slice(1).reverse() ?? [])
  if (year === undefined || month === undefined || day === undefined) return null
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  return isReal ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : null
}
