const SECOND_MS = 1000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

export type DelayUnit = 'seconds' | 'minutes' | 'hours'
export const DELAY_UNITS: readonly DelayUnit[] = ['seconds', 'minutes', 'hours']
const UNIT_MS: Readonly<Record<DelayUnit, number>> = { seconds: SECOND_MS, minutes: MINUTE_MS, hours: HOUR_MS }

/** In the largest unit that needs no fraction; nothing at all in seconds. */
export function toDelay(delayMs: number): { readonly amount: number; readonly unit: DelayUnit } {
  const unit = delayMs === 0 ? 'seconds' : (DELAY_UNITS.findLast((each) => delayMs % UNIT_MS[each] === 0) ?? 'seconds')
  return { amount: Math.round(delayMs / UNIT_MS[unit]), unit }
}

export function fromDelay(amount: number, unit: DelayUnit): number {
  return amount * UNIT_MS[unit]
}
