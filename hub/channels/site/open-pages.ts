import { toDisposable, type Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'

/** Which visitors have a page of the chat open now. */
export class OpenPages {
  /** The last page of this visitor is gone. */
  readonly left: Emitter<string>
  private readonly counts = new Map<string, number>()

  constructor(logger: Logger) {
    this.left = new Emitter((error) => {
      logger.error('a listener of visitors who left failed', { cause: describeError(error) })
    })
  }

  get size(): number {
    return this.counts.size
  }

  has(visitorId: string): boolean {
    return this.counts.has(visitorId)
  }

  /** Until it is disposed. */
  open(visitorId: string): Disposable {
    this.counts.set(visitorId, (this.counts.get(visitorId) ?? 0) + 1)
    return toDisposable(() => {
      const rest = (this.counts.get(visitorId) ?? 1) - 1
      if (rest > 0) {
        this.counts.set(visitorId, rest)
        return
      }
      this.counts.delete(visitorId)
      this.left.emit(visitorId)
    })
  }
}
