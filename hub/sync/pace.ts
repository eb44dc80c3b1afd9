import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

import type { News } from './news'

/**
 * How often one desk wants to be told (docs/adr/0084). What comes after a quiet while is told at once; of a stream the next
 * is told when its time has come, together with all that waits then.
 */
export class Pace implements Disposable {
  private everyMs = 0
  private toldAtMs = Number.NEGATIVE_INFINITY
  private held: News[] = []
  private timer: Disposable | null = null

  constructor(
    private readonly clock: Clock,
    private readonly tell: (news: News) => void,
  ) {}

  /** Until it may be told again. */
  get leftMs(): number {
    const leftMs = this.toldAtMs + this.everyMs - this.clock.now()
    // A clock that was set back is not waited for.
    return Math.min(this.everyMs, Math.max(0, leftMs))
  }

  setEvery(everyMs: number): void {
    this.everyMs = everyMs
    if (this.held.length > 0) this.wait()
  }

  /** `isAwaited`: with all that came before it, it is told at once. */
  add(news: News, isAwaited: boolean): void {
    this.held.push(news)
    if (isAwaited) this.tellHeld()
    else if (!this.timer) this.wait()
  }

  /** Somebody waits for what comes now. */
  hurry(): void {
    this.tellHeld()
    this.toldAtMs = Number.NEGATIVE_INFINITY
  }

  dispose(): void {
    this.timer?.dispose()
    this.held = []
  }

  private tellHeld(): void {
    this.timer?.dispose()
    this.timer = null
    if (this.held.length === 0) return
    this.toldAtMs = this.clock.now()
    for (const news of this.held.splice(0)) this.tell(news)
  }

  private wait(): void {
    this.timer?.dispose()
    this.timer = null
    const { leftMs } = this
    if (leftMs === 0) this.tellHeld()
    else
      this.timer = this.clock.schedule(leftMs, () => {
        this.tellHeld()
      })
  }
}
