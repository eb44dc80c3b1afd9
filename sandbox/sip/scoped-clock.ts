import type { Clock } from '#shared/lib/clock'
import { toDisposable, type Disposable } from '#shared/lib/disposable'

/** A clock whose timers all end together, so that a stopped sandbox leaves nothing running. */
export class ScopedClock implements Clock, Disposable {
  private readonly timers = new Set<Disposable>()
  private isDisposed = false

  constructor(private readonly clock: Clock) {}

  now(): number {
    return this.clock.now()
  }

  schedule(delayMs: number, action: () => void): Disposable {
    if (this.isDisposed) return toDisposable(() => undefined)
    const timer = this.clock.schedule(delayMs, () => {
      this.timers.delete(timer)
      action()
    })
    this.timers.add(timer)
    return toDisposable(() => {
      this.timers.delete(timer)
      timer.dispose()
    })
  }

  dispose(): void {
    this.isDisposed = true
    for (const timer of this.timers) timer.dispose()
    this.timers.clear()
  }
}
