/** A day of this computer's clock, of 23 to 25 hours; `null`: none is meant by the field. */
export function dayPeriod(day: string): { readonly fromMs: number; readonly untilMs: number } | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!parts) return null
  const [year = 0, month = 1, date = 1] = parts.slice(1).map(Number)
  return { fromMs: new Date(year, month - 1, date).getTime(), untilMs: new Date(year, month - 1, date + 1).getTime() }
}

/** As a date field writes it. */
export function dayOfField(atMs: number): string {
  const local = new Date(atMs - new Date(atMs).getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 10)
}
