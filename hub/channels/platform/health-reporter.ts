import type { ChannelHealth } from '#shared/domain/channel'

import type { ChannelHost } from '../channel'
import { healthOf, type Failure } from './failure'

const LASTING: ReadonlySet<Failure['kind']> = new Set(['tariff', 'captcha', 'needsAuthorisation', 'limited'])

/** Tells the hub how the channel is doing, once per change. */
export class HealthReporter {
  private last = ''
  private lastEventAtMs: number | null = null

  constructor(private readonly host: ChannelHost) {}

  connecting(): void {
    this.report({ kind: 'connecting' })
  }

  receiving(newestEventAtMs: number | null = null): void {
    this.lastEventAtMs = newestEventAtMs ?? this.lastEventAtMs
    this.report({ kind: 'receiving', lastEventAtMs: this.lastEventAtMs })
  }

  /** A failure that a request met. Transient ones are judged by the poller, which knows when it tries again. */
  lasting(failure: Failure): void {
    const isLasting = LASTING.has(failure.kind)
    if (isLasting) this.failed(failure, this.host.clock.now())
  }

  failed(failure: Failure, retryAtMs: number): void {
    const health = healthOf(failure, this.host.clock.now(), retryAtMs)
    if (health) this.report(health)
  }

  private report(health: ChannelHealth): void {
    const text = JSON.stringify(health)
    if (text === this.last) return
    this.last = text
    this.host.setHealth(health)
  }
}
