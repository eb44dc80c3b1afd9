import type { Clock } from './clock'
import type { Disposable } from './disposable'

/**
 * A clock that goes by somebody else's: it says the computer's time and what that differs by. For whoever asks it is as if
 * the computer's clock were set right (docs/adr/0060). Timers stay the computer's: how long something takes is right on a
 * wrong clock.
 */
export class FollowedClock implements Clock {
  protected aheadMs = 0

  constructor(protected readonly own: Clock) {}

  now(): number {
    return this.own.now() + this.aheadMs
  }

  schedule(delayMs: number, action: () => void): Disposable {
    return this.own.schedule(delayMs, action)
  }

  /** By so much the time that is followed is ahead of the computer's. */
  follow(aheadMs: number): void {
    this.aheadMs = aheadMs
  }
}
