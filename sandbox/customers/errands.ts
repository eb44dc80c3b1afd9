import type { Clock } from '#shared/lib/clock'
import { DisposableStore } from '#shared/lib/disposable'

/** What somebody does a little later. Nothing is done any more once they have gone. */
export class Errands {
  private readonly owned = new DisposableStore()

  constructor(
    private readonly clock: Clock,
    private readonly onError: ((error: unknown) => void) | undefined,
  ) {}

  after(delayMs: number, act: () => Promise<void>): void {
    const timer = this.owned.add(
      this.clock.schedule(delayMs, () => {
        this.owned.release(timer)
        if (this.owned.isDisposed) return
        act().catch((error: unknown) => {
          if (!this.owned.isDisposed) this.onError?.(error)
        })
      }),
    )
  }

  dispose(): void {
    this.owned.dispose()
  }
}
