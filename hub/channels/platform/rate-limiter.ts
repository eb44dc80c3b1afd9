import type { Clock } from '#shared/lib/clock'
import { DisposableStore } from '#shared/lib/disposable'

import { DEFAULT_LIMIT_PAUSE_MS } from './failure'

const MINUTE_MS = 60_000
/** Until the platform says its own figure, if it ever does. */
export const ASSUMED_PER_MINUTE = 200
/** Background work leaves this share of a burst to people's own actions. */
const RESERVED_SHARE = 0.3

/**
 * A token bucket per account. The bucket holds half of the minute's allowance and refills with the other half, so
 * that no minute can exceed the whole, wherever the platform's own minute begins.
 */
export class RateLimiter {
  private tokens: number
  private filledAtMs: number
  private pausedUntilMs = 0
  private readonly waits = new DisposableStore()
  private readonly waiting = new Set<() => void>()

  constructor(
    private readonly clock: Clock,
    private perMinute = ASSUMED_PER_MINUTE,
  ) {
    this.tokens = perMinute / 2
    this.filledAtMs = clock.now()
  }

  /** A person waits for it: goes at once, unless the platform has told us to be silent. */
  admitInteractive(): { readonly retryAfterMs: number } | null {
    const pauseMs = this.pausedUntilMs - this.clock.now()
    if (pauseMs > 0) return { retryAfterMs: pauseMs }
    this.refill()
    this.tokens -= 1
    return null
  }

  /** Resolves when there is room to spare; at once after `dispose`. */
  async admitBackground(): Promise<void> {
    for (;;) {
      if (this.waits.isDisposed) return
      const delayMs = this.backgroundDelayMs()
      if (delayMs <= 0) {
        this.tokens -= 1
        return
      }
      await this.wait(delayMs)
    }
  }

  handleAnswer(isLimited: boolean, headers: Headers): void {
    const limit = Number(headers.get('x-ratelimit-limit'))
    if (limit > 0 && limit !== this.perMinute) {
      this.refill()
      this.tokens = this.tokens * (limit / this.perMinute)
      this.perMinute = limit
    }
    const remaining = headers.get('x-ratelimit-remaining')
    if (remaining !== null && Number.isFinite(Number(remaining))) this.tokens = Math.min(this.tokens, Number(remaining))
    if (!isLimited) return
    const seconds = Number(headers.get('retry-after') ?? Number.NaN)
    const pauseMs = Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : DEFAULT_LIMIT_PAUSE_MS
    this.pausedUntilMs = Math.max(this.pausedUntilMs, this.clock.now() + pauseMs)
    this.refill()
    // The platform's window may end before ours would: after the pause there is room for a few requests.
    this.tokens = Math.max(this.tokens, this.reserve() + 1)
  }

  dispose(): void {
    this.waits.dispose()
    for (const release of [...this.waiting]) release()
  }

  private backgroundDelayMs(): number {
    const pauseMs = this.pausedUntilMs - this.clock.now()
    if (pauseMs > 0) return pauseMs
    this.refill()
    const missing = this.reserve() + 1 - this.tokens
    return missing <= 0 ? 0 : Math.ceil((missing * MINUTE_MS) / (this.perMinute / 2))
  }

  private reserve(): number {
    return (this.perMinute / 2) * RESERVED_SHARE
  }

  private refill(): void {
    const now = this.clock.now()
    const half = this.perMinute / 2
    this.tokens = Math.min(half, this.tokens + (Math.max(0, now - this.filledAtMs) * half) / MINUTE_MS)
    this.filledAtMs = now
  }

  private wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const release = () => {
        this.waiting.delete(release)
        this.waits.release(timer)
        resolve()
      }
      const timer = this.waits.add(this.clock.schedule(delayMs, release))
      this.waiting.add(release)
    })
  }
}
