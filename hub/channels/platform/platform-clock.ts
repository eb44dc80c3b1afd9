import type { Clock } from '#shared/lib/clock'

/** The platform's time, from the `Date` of its answers: this computer's clock may be minutes off. */
export class PlatformClock {
  private differenceMs = 0

  constructor(private readonly clock: Clock) {}

  handleAnswer(headers: Headers): void {
    const date = dateMsOf(headers)
    if (date === null) return
    const difference = date - this.clock.now()
    // The header has whole seconds; jitter below that is not a difference.
    if (Math.abs(difference - this.differenceMs) > 1500) this.differenceMs = difference
  }

  now(): number {
    return this.clock.now() + this.differenceMs
  }

  fromLocal(localMs: number): number {
    return localMs + this.differenceMs
  }
}

/** When the platform answered, in whole seconds. */
export function dateMsOf(headers: Headers): number | null {
  const date = Date.parse(headers.get('date') ?? '')
  return Number.isFinite(date) ? date : null
}
