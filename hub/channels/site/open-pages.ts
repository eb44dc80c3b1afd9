import { toDisposable, type Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'

import type { Elsewhere } from '../../elsewhere'

/** Of a visitor with a page open at a hub: is it before the visitor's eyes? */
export type PageSeen = 'open' | 'looked at'

/** Which visitors have a page of the chat open now, and which of them have one before their eyes, at any hub. */
export class OpenPages implements Disposable {
  /** The last page of this visitor is gone. */
  readonly left: Emitter<string>
  /** This visitor looks at no page any more. */
  readonly lookedAway: Emitter<string>
  private readonly counts = new Map<string, number>()
  private readonly looked = new Map<string, number>()
  private readonly listener: Disposable

  constructor(
    logger: Logger,
    private readonly elsewhere: Elsewhere<PageSeen>,
  ) {
    const failed = (error: unknown) => {
      logger.error('a listener of visitors who left failed', { cause: describeError(error) })
    }
    this.left = new Emitter(failed)
    this.lookedAway = new Emitter(failed)
    this.listener = elsewhere.changed.on((visitorId) => {
      if (!this.isLooking(visitorId)) this.lookedAway.emit(visitorId)
      if (!this.has(visitorId)) this.left.emit(visitorId)
    })
  }

  /** Those of this hub. */
  get size(): number {
    return this.counts.size
  }

  has(visitorId: string): boolean {
    return this.counts.has(visitorId) || this.elsewhere.of(visitorId).length > 0
  }

  /** Who looks at a page now. */
  get looking(): readonly string[] {
    const elsewhere = this.elsewhere.keys().filter((visitorId) => this.looksElsewhere(visitorId))
    return [...new Set([...this.looked.keys(), ...elsewhere])]
  }

  isLooking(visitorId: string): boolean {
    return this.looked.has(visitorId) || this.looksElsewhere(visitorId)
  }

  /** A page is open, until it is disposed. */
  open(visitorId: string): Disposable {
    return this.counted(this.counts, visitorId, () => {
      if (!this.has(visitorId)) this.left.emit(visitorId)
    })
  }

  /** A page is before the visitor's eyes, until it is disposed. */
  look(visitorId: string): Disposable {
    return this.counted(this.looked, visitorId, () => {
      if (!this.isLooking(visitorId)) this.lookedAway.emit(visitorId)
    })
  }

  dispose(): void {
    this.listener.dispose()
  }

  private looksElsewhere(visitorId: string): boolean {
    return this.elsewhere.of(visitorId).includes('looked at')
  }

  private counted(counts: Map<string, number>, visitorId: string, ended: () => void): Disposable {
    counts.set(visitorId, (counts.get(visitorId) ?? 0) + 1)
    this.tell(visitorId)
    return toDisposable(() => {
      const rest = (counts.get(visitorId) ?? 1) - 1
      if (rest > 0) {
        counts.set(visitorId, rest)
        return
      }
      counts.delete(visitorId)
      this.tell(visitorId)
      ended()
    })
  }

  private tell(visitorId: string): void {
    const seen = this.looked.has(visitorId) ? 'looked at' : this.counts.has(visitorId) ? 'open' : null
    this.elsewhere.tell(visitorId, seen)
  }
}
