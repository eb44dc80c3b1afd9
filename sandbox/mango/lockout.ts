import type { Clock } from '#shared/lib/clock'

import { lockedOut } from './mango-error'

const WINDOW_MS = 2 * 60_000

/** Facts §1: the second invalid request (3xxx) within two minutes locks everything until two minutes have passed. */
export class Lockout {
  private lastInvalidAtMs: number | null = null
  private lockedUntilMs = 0

  constructor(private readonly clock: Clock) {}

  check(): void {
    if (this.clock.now() < this.lockedUntilMs) throw lockedOut()
  }

  handleInvalid(): void {
    const nowMs = this.clock.now()
    if (this.lastInvalidAtMs !== null && nowMs - this.lastInvalidAtMs < WINDOW_MS) {
      this.lockedUntilMs = nowMs + WINDOW_MS
    }
    this.lastInvalidAtMs = nowMs
  }
}
