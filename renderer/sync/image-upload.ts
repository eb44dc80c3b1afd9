import type { SendFailure } from '#shared/domain/delivery'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import type { Logger } from '#shared/lib/logger'

import type { UploadShare } from '../data/desk-data'
import type { ImageEntry } from '../data/rows'
import type { HubRest } from './hub-rest'
import type { HubAddress } from './hub-socket'
import { retryDelayMs } from './retry-delay'

export interface ImageUploadDeps {
  readonly rest: HubRest
  readonly clock: Clock
  readonly random: () => number
  readonly logger: Logger
  readonly onProgress: (share: UploadShare) => void
}

export type UploadEnd = 'uploaded' | 'givenUp' | SendFailure

/** One picture on its way to the hub, as often as it takes. */
export class ImageUpload implements Disposable {
  private readonly stop = new AbortController()

  constructor(
    private readonly deps: ImageUploadDeps,
    private readonly address: HubAddress,
    private readonly image: ImageEntry,
  ) {}

  async run(): Promise<UploadEnd> {
    const { rest, random, logger, onProgress } = this.deps
    let waitsForRoom = false
    for (let attempt = 1; ; attempt += 1) {
      // Until it moves, what it waits for stays said.
      if (!waitsForRoom) onProgress(0)
      const result = await rest.upload(this.address, this.image, { signal: this.stop.signal, onProgress })
      if (result.ok) return 'uploaded'
      if (this.stop.signal.aborted) return 'givenUp'
      if (result.error !== 'unreachable' && result.error !== 'noRoom') return result.error
      waitsForRoom = result.error === 'noRoom'
      if (waitsForRoom) onProgress('noRoom')
      const delayMs = retryDelayMs(attempt, random)
      logger.warn('a picture waits for the hub', { fileId: this.image.fileId, attempt, delayMs })
      await this.pause(delayMs)
      if (this.isStopped()) return 'givenUp'
    }
  }

  /** What is on its way is cut off. */
  dispose(): void {
    this.stop.abort()
  }

  private isStopped(): boolean {
    return this.stop.signal.aborted
  }

  private pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const { signal } = this.stop
      const end = () => {
        timer.dispose()
        signal.removeEventListener('abort', end)
        resolve()
      }
      const timer = this.deps.clock.schedule(delayMs, end)
      signal.addEventListener('abort', end)
    })
  }
}
