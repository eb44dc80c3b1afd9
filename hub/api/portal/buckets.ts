import type { Clock } from '#shared/lib/clock'

export interface Allowance {
  /** At once. */
  readonly burst: number
  /** After that. */
  readonly everyMs: number
}

const PRUNED_ABOVE = 10_000

/** How much each may do: a few things at once, then one in a while. In memory: a restart forgives. */
export class Buckets {
  private readonly emptied = new Map<string, number>()

  constructor(
    private readonly clock: Clock,
    private readonly allowance: Allowance,
  ) {}

  /** 0: go on. Otherwise how long to wait; nothing was taken then. */
  take(key: string): number {
    const nowMs = this.clock.now()
    const { burst, everyMs } = this.allowance
    // The moment at which the bucket is full again.
    const fullAtMs = Math.max(this.emptied.get(key) ?? 0, nowMs) + everyMs
    const waitMs = fullAtMs - nowMs - burst * everyMs
    if (waitMs > 0) return waitMs
    if (this.emptied.size > PRUNED_ABOVE) this.prune(nowMs)
    this.emptied.set(key, fullAtMs)
    return 0
  }

  private prune(nowMs: number): void {
    for (const [key, fullAtMs] of this.emptied) if (fullAtMs <= nowMs) this.emptied.delete(key)
  }
}
