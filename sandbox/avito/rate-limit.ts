import type { Clock } from '#shared/lib/clock'

import { ApiError } from './api-error'

const WINDOW_MS = 60_000

/** Requests per minute with the documented headers; the platform's own figures are not published. */
export class RateLimit {
  private windowStartMs = 0
  private used = 0
  perMinute = 1000

  constructor(private readonly clock: Clock) {}

  /** Counts one request; gives the headers of its answer, or throws the 429. */
  take(): Readonly<Record<string, string>> {
    const now = this.clock.now()
    if (now - this.windowStartMs >= WINDOW_MS) {
      this.windowStartMs = now
      this.used = 0
    }
    this.used += 1
    if (this.used > this.perMinute) {
      const waitS = Math.max(1, Math.ceil((this.windowStartMs + WINDOW_MS - now) / 1000))
      throw new ApiError(429, 'Too many requests', null, this.exhausted(waitS))
    }
    return this.headers(this.perMinute - this.used)
  }

  exhausted(retryAfterS: number | undefined): Readonly<Record<string, string>> {
    return { ...this.headers(0), ...(retryAfterS === undefined ? {} : { 'Retry-After': String(retryAfterS) }) }
  }

  private headers(remaining: number): Readonly<Record<string, string>> {
    return { 'X-RateLimit-Limit': String(this.perMinute), 'X-RateLimit-Remaining': String(remaining) }
  }
}
