import type { Clock } from '#shared/lib/clock'

/** The sandbox's own time: that of `base`, moved on by hand. Timers stay those of `base`. */
export class ShiftedClock implements Clock {
  private offsetMs = 0

  constructor(private readonly base: Clock) {}

  now(): number {
    return this.base.now() + this.offsetMs
  }

  schedule(delayMs: number, action: () => void) {
    return this.base.schedule(delayMs, action)
  }

  advance(byMs: number): void {
    this.offsetMs += byMs
  }
}
