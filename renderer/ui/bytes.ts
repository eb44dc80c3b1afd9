const MEGABYTE = 1_000_000
const KILOBYTE = 1000

/** «24 МБ», «214 кБ» */
export function formatBytes(bytes: number, language: string): string {
  const [unit, value] =
    bytes >= MEGABYTE ? (['megabyte', bytes / MEGABYTE] as const) : (['kilobyte', bytes / KILOBYTE] as const)
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(
    value,
  )
}
