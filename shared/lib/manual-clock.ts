import type { Clock } from './clock'
import { toDisposable, type Disposable } from './disposable'

interface Timer {
  readonly dueAtMs: number
  readonly order: number
  readonly action: () => void
}

/** A clock that is told the time. Timers fire in due order while `advance` moves it. */
export class ManualClock implements Clock {
  private readonly pending = new Set<Timer>()
  private order = 0

  constructor(private nowMs = Date.UTC(2026, 0, 12, 9, 0, 0)) {}

  get pendingTimers(): number {
    return this.pending.size
  }

  now(): number {
    return this.nowMs
  }

  schedule(delayMs: number, action: () => void): Disposable {
    const timer: Timer = { dueAtMs: this.nowMs + Math.max(0, delayMs), order: this.order++, action }
    this.pending.add(timer)
    return toDisposable(() => {
      this.pending.delete(timer)
    })
  }

  advance(byMs: number): void {
    const untilMs = this.nowMs + byMs
    for (let next = this.earliest(untilMs); next; next = this.earliest(untilMs)) {
      this.pending.delete(next)
      this.nowMs = next.dueAtMs
      next.action()
    }
    this.nowMs = untilMs
  }

  /** As `advance`, and lets promises settle after each timer, so that awaited chains run on. */
  async advanceAsync(byMs: number): Promise<void> {
    const untilMs = this.nowMs + byMs
    await settle()
    for (let next = this.earliest(untilMs); next; next = this.earliest(untilMs)) {
      this.pending.delete(next)
      this.nowMs = next.dueAtMs
      next.action()
      await settle()
    }
    this.nowMs = untilMs
    await settle()
  }

  private earliest(untilMs: number): Timer | undefined {
    let found: Timer | undefined
    for (const timer of this.pending) {
      if (timer.dueAtMs > untilMs) continue
      if (!found || timer.dueAtMs < found.dueAtMs || (timer.dueAtMs === found.dueAtMs && timer.order < found.order)) {
        found = timer
      }
    }
    return found
  }
}

const SETTLE_TURNS = 20

async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLE_TURNS; turn += 1) await Promise.resolve()
}
