import type { Clock } from '#shared/lib/clock'

const EVERY_MS = 1_000

/** Runs `tick` every second while there is a call; without one nothing wakes this window. */
export class StatsBeat {
  private isBeating = false

  constructor(
    private readonly clock: Clock,
    private readonly hasCalls: () => boolean,
    private readonly tick: () => Promise<void>,
  ) {}

  /** A call has begun. */
  begin(): void {
    if (this.isBeating) return
    this.isBeating = true
    this.wait()
  }

  private wait(): void {
    this.clock.schedule(EVERY_MS, () => {
      this.isBeating = this.hasCalls()
      if (!this.isBeating) return
      void this.tick().finally(() => {
        this.wait()
      })
    })
  }
}
