import type { Clock } from '#shared/lib/clock'

import { pause } from './pause'

export type MangoMethod =
  | 'commands/callback'
  | 'commands/call/hangup'
  | 'commands/transfer'
  | 'commands/route'
  | 'config/users/request'
  | 'stats/request'
  | 'stats/result'

/** On the way two requests may come nearer to each other. */
const MARGIN_MS = 100
const SLOW_MS = 2000 + MARGIN_MS
const QUICK_MS = 250 + MARGIN_MS
const SPACING_MS: Readonly<Record<MangoMethod, number>> = {
  'commands/callback': QUICK_MS,
  'commands/call/hangup': QUICK_MS,
  'commands/transfer': SLOW_MS,
  'commands/route': SLOW_MS,
  'config/users/request': SLOW_MS,
  'stats/request': SLOW_MS,
  'stats/result': MARGIN_MS,
}

/**
 * Keeps the requests of each method so far apart that the PBX's limits are never met, whoever makes them: a test of the
 * connection counts like everything else.
 */
export class Pacer {
  private readonly freeAtMs = new Map<MangoMethod, number>()

  constructor(private readonly clock: Clock) {}

  async admit(method: MangoMethod, stop: AbortSignal): Promise<void> {
    const nowMs = this.clock.now()
    const atMs = Math.max(nowMs, this.freeAtMs.get(method) ?? 0)
    this.freeAtMs.set(method, atMs + SPACING_MS[method])
    if (atMs > nowMs) await pause(this.clock, atMs - nowMs, stop)
  }
}
