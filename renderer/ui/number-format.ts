const made = new Map<string, Intl.NumberFormat>()

/** Kept: a formatter is slow to make, and the composer asks for some on every key. */
export function numberFormat(language: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const key = language + JSON.stringify(options)
  const known = made.get(key)
  if (known) return known
  const format = new Intl.NumberFormat(language, options)
  made.set(key, format)
  return format
}
