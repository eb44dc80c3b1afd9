import { MAX_OFFERS, type DeskFrame, type HubFrame } from '#shared/contract/sync'
import type { OfferedDraft } from '#shared/domain/draft'
import type { ChatId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { SharedDraftRepository } from '../data/shared-draft.repository'

/** Somebody types: the hub, and so the other desks, are told at a pause, and now and then without one. */
export const OFFER_PAUSE_MS = 1_000
export const OFFER_LONGEST_MS = 5_000

/** What is written here for the person's other desks, and what they write for this one, over one connection (spec M20). */
export class DraftExchange implements Disposable {
  private readonly offered = new Map<ChatId, OfferedDraft>()
  private timer: Disposable | null = null
  private dirtySinceMs: number | null = null
  private isOver = false

  constructor(
    private readonly drafts: SharedDraftRepository,
    private readonly clock: Clock,
    private readonly send: (frame: DeskFrame) => void,
    private readonly logger: Logger,
  ) {}

  /** The first word, also where there is nothing to offer: from now on the hub tells. */
  begin(): void {
    this.offer(true)
  }

  handleChanged(): void {
    const nowMs = this.clock.now()
    this.dirtySinceMs ??= nowMs
    this.timer?.dispose()
    const longestLeftMs = this.dirtySinceMs + OFFER_LONGEST_MS - nowMs
    this.timer = this.clock.schedule(Math.max(0, Math.min(OFFER_PAUSE_MS, longestLeftMs)), () => {
      this.offer(false)
    })
  }

  /** In the order of the connection. */
  async handleTold({ drafts, isWhole }: Extract<HubFrame, { type: 'drafts' }>): Promise<void> {
    await this.drafts.apply(drafts, isWhole, this.offered)
    for (const { chatId } of drafts) if (!isWhole) this.offered.delete(chatId)
    // Joined with what stands here, or typed on meanwhile.
    if (!isWhole && !this.isOver && (await this.drafts.readOffers()).length > 0) this.handleChanged()
  }

  dispose(): void {
    this.isOver = true
    this.timer?.dispose()
  }

  private offer(isFirst: boolean): void {
    this.timer?.dispose()
    this.timer = null
    this.dirtySinceMs = null
    this.drafts.readOffers().then(
      (offers) => {
        if (this.isOver) return
        for (let start = 0; start < Math.max(offers.length, isFirst ? 1 : 0); start += MAX_OFFERS) {
          const some = offers.slice(start, start + MAX_OFFERS)
          for (const offer of some) this.offered.set(offer.chatId, offer)
          this.send({ type: 'drafts', offers: [...some] })
        }
      },
      (error: unknown) => {
        this.logger.error('drafts could not be read for the other desks', { error: describeError(error) })
      },
    )
  }
}
