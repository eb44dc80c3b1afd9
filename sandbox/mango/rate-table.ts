import type { Clock } from '#shared/lib/clock'

import { limitExceeded } from './mango-error'

interface Limit {
  readonly max: number
  readonly windowMs: number
}

const GENERAL: Limit = { max: 10, windowMs: 1000 }
const TOGETHER: Limit = { max: 100, windowMs: 1000 }
/** Facts §1, «Limits». */
const OF_METHOD: Readonly<Record<string, Limit>> = {
  'commands/callback': { max: 4, windowMs: 1000 },
  'commands/call/hangup': { max: 4, windowMs: 1000 },
  'commands/transfer': { max: 1, windowMs: 2000 },
  'commands/route': { max: 1, windowMs: 2000 },
  'config/users/request': { max: 1, windowMs: 2000 },
  'stats/request': { max: 1, windowMs: 2000 },
  'stats/result': { max: 50, windowMs: 1000 },
}

/** Requests of the product in a sliding window, by method and all together. */
export class RateTable {
  private readonly taken = new Map<string, number[]>()

  constructor(private readonly clock: Clock) {}

  /** Counts one request, or throws the 429. */
  take(method: string): void {
    const nowMs = this.clock.now()
    const limits = [
      ['*', TOGETHER],
      [method, OF_METHOD[method] ?? GENERAL],
    ] as const
    for (const [name, { max, windowMs }] of limits) {
      const recent = (this.taken.get(name) ?? []).filter((atMs) => atMs > nowMs - windowMs)
      this.taken.set(name, recent)
      if (recent.length >= max) throw limitExceeded()
    }
    for (const [name] of limits) this.taken.get(name)?.push(nowMs)
  }
}
