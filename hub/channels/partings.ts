import type { ChannelId, ChatId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { NewId } from '../ids'
import { partFromSome, type HandedOver, type Parted } from '../ingest/hand-over'
import { partingChannels } from '../store/channels'
import type { Store, Write } from '../store/store'

const RETRY_AFTER_MS = 30_000

export interface PartingDependencies {
  readonly store: Pick<Store, 'read' | 'write'>
  readonly clock: Clock
  readonly logger: Logger
  readonly newId: NewId
  /** These conversations end with their channel: what still waits in them, and their cases. */
  readonly endChats: (tx: Write, chatIds: readonly ChatId[]) => Promise<void>
  /** These go on in another channel now. */
  readonly handedOver: (handed: HandedOver) => Promise<void>
}

/**
 * Hands over or ends the conversations of channels that rest or are gone: in small transactions, so that thousands of them
 * keep nobody waiting. What is left of it by a hub that was killed is done at the next start.
 */
export class Partings {
  private last: Promise<void> = Promise.resolve()
  private isStopped = false
  private readonly retries = new Set<Disposable>()

  constructor(private readonly deps: PartingDependencies) {}

  /** Resolves when there is nothing left to do for this channel, or it is put off. */
  run(channelId: ChannelId): Promise<void> {
    this.last = this.last.then(() => this.partFrom(channelId))
    return this.last
  }

  async resume(): Promise<void> {
    for (const channelId of await this.deps.store.read(partingChannels)) await this.run(channelId)
  }

  async stop(): Promise<void> {
    this.isStopped = true
    for (const retry of this.retries) retry.dispose()
    await this.last
  }

  private async partFrom(channelId: ChannelId): Promise<void> {
    const { store, newId, endChats, handedOver, logger } = this.deps
    const partAfter = (after: ChatId | null): Promise<Parted> =>
      store.write((tx) => partFromSome(tx, newId, channelId, after, endChats))
    let count = 0
    try {
      let parted: Parted = { handed: new Map(), after: null }
      do {
        if (this.isStopped) break
        parted = await partAfter(parted.after)
        await handedOver(parted.handed)
        for (const names of parted.handed.values()) count += names.length
      } while (parted.after !== null)
    } catch (error) {
      logger.error('conversations of a channel were not handed over', { channelId, cause: describeError(error) })
      this.retryLater(channelId)
    }
    if (count > 0) logger.info('conversations go on in another channel', { channelId, count })
  }

  private retryLater(channelId: ChannelId): void {
    if (this.isStopped) return
    const retry = this.deps.clock.schedule(RETRY_AFTER_MS, () => {
      this.retries.delete(retry)
      void this.run(channelId)
    })
    this.retries.add(retry)
  }
}
