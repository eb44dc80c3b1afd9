import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { BlobStore } from '../files/blob-store'
import { eraseSome, openErasures } from '../store/personal/erasures'
import type { Store } from '../store/store'
import { removeDroppedFiles } from './file-remover'

/** Those that another hub has begun and not ended. */
const LOOK_EVERY_MS = 15_000

interface ErasuresParts {
  readonly store: Store
  readonly blobs: BlobStore
  readonly clock: Clock
  /** What this hub has read before is given to nobody any more. */
  readonly hide: () => void
  readonly logger: Logger
}

/** Ends what was begun: every hub may, and each step is one hub's alone. */
export class Erasures {
  private timer: Disposable | null = null
  private passing: Promise<void> = Promise.resolve()
  private isStopped = false

  constructor(private readonly parts: ErasuresParts) {}

  start(): void {
    this.lookIn(0)
  }

  /** One was begun here. */
  wake(): void {
    this.parts.hide()
    this.lookIn(0)
  }

  async stop(): Promise<void> {
    this.isStopped = true
    this.timer?.dispose()
    await this.passing
  }

  private lookIn(afterMs: number): void {
    this.timer?.dispose()
    if (this.isStopped) return
    this.timer = this.parts.clock.schedule(afterMs, () => {
      this.passing = this.passing
        .then(() => this.pass())
        .catch((error: unknown) => {
          this.parts.logger.error('an erasure could not go on', { cause: describeError(error) })
        })
      void this.passing.then(() => {
        this.lookIn(LOOK_EVERY_MS)
      })
    })
  }

  private async pass(): Promise<void> {
    const { store, blobs, logger } = this.parts
    for (const id of await store.read(openErasures)) {
      let step: Awaited<ReturnType<typeof eraseSome>> = 'more'
      while (step === 'more' && !this.isStopped) step = await store.write((tx) => eraseSome(tx, id))
      if (step !== 'over') continue
      await removeDroppedFiles(store, blobs)
      logger.info('the data of a person was erased', { erasure: id })
    }
  }
}
