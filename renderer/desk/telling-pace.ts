import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

/** Told at once; what goes beyond them within the time waits. */
const AT_ONCE = 3
const WITHIN_MS = 15_000
const TOGETHER_MS = 5_000

/**
 * News are told as they come, unless they come in a stream: nobody hears a sound a second, and toasts that stay for seven
 * would stand in a queue for minutes. What comes after the third telling of fifteen seconds is told together.
 */
export class TellingPace<T> implements Disposable {
  private waiting: T[] = []
  private toldAtMs: number[] = []
  private timer: Disposable | null = null

  constructor(
    private readonly clock: Clock,
    private readonly tell: (news: readonly T[]) => void,
  ) {}

  add(news: readonly T[]): void {
    if (news.length === 0) return
    this.waiting.push(...news)
    if (this.timer) return
    const nowMs = this.clock.now()
    this.toldAtMs = this.toldAtMs.filter((atMs) => nowMs - atMs < WITHIN_MS)
    if (this.toldAtMs.length < AT_ONCE) {
      this.tellWaiting()
      return
    }
    this.timer = this.clock.schedule(TOGETHER_MS, () => {
      this.tellWaiting()
    })
  }

  /** What waits is told before nobody is there to tell it. */
  dispose(): void {
    this.timer?.dispose()
    if (this.waiting.length > 0) this.tellWaiting()
  }

  private tellWaiting(): void {
    this.timer = null
    const news = this.waiting
    this.waiting = []
    this.toldAtMs.push(this.clock.now())
    this.tell(news)
  }
}
