import { numberFormat } from './number-format'

const KILOBYTE = 1024
const MEGABYTE = 1024 * KILOBYTE

/** «24 МБ», «24,1 МБ», «214 кБ»: binary units, as channels mean their limits. Rounded up: what is over a limit never looks equal to it. */
export function formatBytes(bytes: number, language: string): string {
  const [unit, value, steps] =
    bytes >= MEGABYTE ? (['megabyte', bytes / MEGABYTE, 10] as const) : (['kilobyte', bytes / KILOBYTE, 1] as const)
  return numberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(
    Math.ceil(value * steps) / steps,
  )
}
