import { FollowedClock } from '#shared/lib/followed-clock'

/** Less is the way of the answer, and what the clocks of a network differ by. */
const TOLERATED_MS = 1_000
/** So wrong no computer should be whose clock is set by a network's time. */
const WORTH_TELLING_MS = 30_000

/**
 * The time of PostgreSQL. What hubs on one database plan, judge and write down they do by this one clock: a hub whose
 * computer is two hours ahead would end cases, and end sessions, two hours too early for all of them (docs/adr/0054).
 */
export class ServerClock extends FollowedClock {
  /** What PostgreSQL says that it is. Answers by how much this computer is off, where somebody should hear of that. */
  hear(serverNowMs: number): number | null {
    // Instants are whole milliseconds.
    const aheadMs = Math.round(serverNowMs) - this.own.now()
    if (Math.abs(aheadMs - this.aheadMs) < TOLERATED_MS) return null
    this.follow(Math.abs(aheadMs) < TOLERATED_MS ? 0 : aheadMs)
    return Math.abs(aheadMs) >= WORTH_TELLING_MS ? -aheadMs : null
  }
}
