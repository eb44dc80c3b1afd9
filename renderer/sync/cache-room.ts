import { describeError, type Logger } from '#shared/lib/logger'

export interface CacheRoomDeps {
  /** Takes away what the hub has, too; answers how many messages went. */
  readonly giveBack: () => Promise<number>
  readonly tell: (isThere: boolean) => void
  readonly logger: Logger
}

/** A write was refused for want of room: the cache gives some back, and whoever looks is told until something fits again. */
export class CacheRoom {
  private isRefused = false

  constructor(private readonly deps: CacheRoomDeps) {}

  refuse(): void {
    if (!this.isRefused) this.deps.tell(false)
    this.isRefused = true
    this.deps
      .giveBack()
      .then((gone) => {
        if (gone > 0) this.fit()
      })
      .catch((error: unknown) => {
        this.deps.logger.error('the cache could not give anything back', { error: describeError(error) })
      })
  }

  fit(): void {
    if (this.isRefused) this.deps.tell(true)
    this.isRefused = false
  }
}
