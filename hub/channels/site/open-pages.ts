import { toDisposable, type Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'

/** Which visitors have a page of the chat open now, and which of them have one before their eyes. */
export class OpenPages {
  /** The last page of this visitor is gone. */
  readonly left: Emitter<string>
  /** This visitor looks at no page any more. */
  readonly lookedAway: Emitter<string>
  private readonly counts = new Map<string, number>()
  private readonly looked = new Map<string, number>()

  constructor(logger: Logger) {
    const failed = (error: unknown) => {
      logger.error('a listener of visitors who left failed', { cause: describeError(error) })
    }
    this.left = new Emitter(failed)
    this.lookedAway = new Emitter(failed)
  }

  get size(): number {
    return this.counts.size
  }

  has(visitorId: string): boolean {
    return this.counts.has(visitorId)
  }

  /** Who looks at a page now. */
  get looking(): readonly string[] {
    return [...this.looked.keys()]
  }

  isLooking(visitorId: string): boolean {
    return this.looked.has(visitorId)
  }

  /** A page is open, until it is disposed. */
  open(visitorId: string): Disposable {
    return counted(this.counts, visitorId, this.left)
  }

  /** A page is before the visitor's eyes, until it is disposed. */
  look(visitorId: string): Disposable {
    return counted(this.looked, visitorId, this.lookedAway)
  }
}

function counted(counts: Map<string, number>, visitorId: string, ended: Emitter<string>): Disposable {
  counts.set(visitorId, (counts.get(visitorId) ?? 0) + 1)
  return toDisposable(() => {
    const rest = (counts.get(visitorId) ?? 1) - 1
    if (rest > 0) {
      counts.set(visitorId, rest)
      return
    }
    counts.delete(visitorId)
    ended.emit(visitorId)
  })
}
