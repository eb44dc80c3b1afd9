import type { Clock } from '#shared/lib/clock'

/** What lived so long did not die of its start. */
const STEADY_MS = 3_000
const WAIT_MS = [0, 500, 2_000, 5_000] as const

/** How soon what died is begun anew: at once, but with growing pauses what dies at its start. It is never given up. */
export class RestartPace {
  private failures = 0
  private startedAtMs = 0

  constructor(private readonly clock: Clock) {}

  noteStart(): void {
    this.startedAtMs = this.clock.now()
  }

  noteDeath(): number {
    if (this.clock.now() - this.startedAtMs >= STEADY_MS) this.failures = 0
    const waitMs = WAIT_MS[Math.min(this.failures, WAIT_MS.length - 1)] ?? 0
    this.failures += 1
    return waitMs
  }
}
