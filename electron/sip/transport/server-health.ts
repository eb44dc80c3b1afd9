import type { Clock } from '#shared/lib/clock'
import { formatEndpoint, type Endpoint } from './datagram-socket'

/** RFC 3263 leaves the time open; long enough for a restart, short enough to come home soon. */
const AVOID_MS = 60_000
const LONGEST_AVOID_MS = 3_600_000

/** Which of a domain's servers failed lately, so that the next connection goes to another (RFC 3263 §4.3). */
export class ServerHealth {
  private readonly avoidedUntilMs = new Map<string, number>()
  private known: readonly Endpoint[] = []
  private current: Endpoint | null = null

  constructor(private readonly clock: Clock) {}

  /** Those that failed come last: with nobody else left they are tried all the same. */
  order(servers: readonly Endpoint[]): readonly Endpoint[] {
    this.known = servers
    return [
      ...servers.filter((server) => !this.isAvoided(server)),
      ...servers.filter((server) => this.isAvoided(server)),
    ]
  }

  noteChosen(server: Endpoint): void {
    this.current = server
  }

  /** The server in use did not answer, hung up or said 503. `true`: another one is worth trying now. */
  noteFailure(retryAfterMs: number | null): boolean {
    if (this.current) this.avoid(this.current, retryAfterMs)
    return this.known.some((server) => !this.isAvoided(server))
  }

  /** Another network: what failed from the last one says nothing. */
  forget(): void {
    this.avoidedUntilMs.clear()
  }

  avoid(server: Endpoint, retryAfterMs: number | null): void {
    const forMs = Math.min(LONGEST_AVOID_MS, retryAfterMs ?? AVOID_MS)
    this.avoidedUntilMs.set(formatEndpoint(server), this.clock.now() + forMs)
  }

  private isAvoided(server: Endpoint): boolean {
    return (this.avoidedUntilMs.get(formatEndpoint(server)) ?? 0) > this.clock.now()
  }
}
