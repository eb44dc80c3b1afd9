import { createHash } from 'node:crypto'

import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { OpenPages, SiteEvents } from '../channels/site'
import type { NewId } from '../ids'
import { tellCallsTold } from '../outgoing/tell-calls-told'
import {
  claimPush,
  findDuePushes,
  giveUpInterruptedPushes,
  settlePush,
  type ClaimedPush,
  type DuePush,
} from '../store/push-notices'
import { removeSubscription } from '../store/push-subscriptions'
import type { Store } from '../store/store'
import { noticeOf } from './notice'
import type { Push, PushOutcome } from './send-push'

/** A page that lost its line for a moment is waited for, and so is the second sentence. */
export const PUSH_AFTER_MS = 3_000
const LOOK_EVERY_MS = 15_000
/** Pages that were open when the hub ended come back meanwhile. */
const PAGES_RETURN_MS = 60_000
/** Whatever comes so soon after a push is told together. */
const QUIET_MS = 30_000
const AT_ONCE = 50
const SIDE_BY_SIDE = 8
const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 60 * 60_000
const MAX_ATTEMPTS = 6
/** Older news the visitor finds in the chat. */
const KEPT_FOR_S = 24 * 3_600
/** Of a hub that only this computer reaches: a name that is nobody's (RFC 2606). */
const NO_CONTACT = 'https://otklik.invalid'

export interface PushParts {
  readonly store: Pick<Store, 'read' | 'write'>
  readonly clock: Clock
  readonly newId: NewId
  readonly logger: Logger
  readonly pages: OpenPages
  readonly events: Pick<SiteEvents, 'shown'>
  readonly send: (push: Push, signal: AbortSignal) => Promise<PushOutcome>
}

/**
 * Tells the browsers that visitors named of what they have not read (spec N1), while they look at no page of the chat.
 * That it is being sent is durable before the push service is spoken to; what a crash overtakes is not sent again.
 */
export class PushNotices {
  private readonly owned = new DisposableStore()
  private readonly stopping = new AbortController()
  private readonly startedAtMs: number
  private timer: { readonly atMs: number; readonly handle: Disposable } | null = null
  private passing: Promise<void> | null = null

  constructor(private readonly parts: PushParts) {
    this.startedAtMs = parts.clock.now()
    const soon = () => {
      this.lookIn(PUSH_AFTER_MS)
    }
    this.owned.add(
      parts.events.shown.on(({ messageIds }) => {
        if (messageIds.length > 0) soon()
      }),
    )
    this.owned.add(parts.pages.lookedAway.on(soon))
  }

  async start(): Promise<void> {
    const count = await this.parts.store.write(giveUpInterruptedPushes)
    if (count > 0) this.parts.logger.warn('pushes were under way when the hub ended; not sent again', { count })
    this.lookIn(LOOK_EVERY_MS)
  }

  async stop(): Promise<void> {
    this.owned.dispose()
    this.timer?.handle.dispose()
    this.stopping.abort()
    await this.idle()
  }

  get isBusy(): boolean {
    return this.passing !== null
  }

  async idle(): Promise<void> {
    await this.passing
  }

  /** Or sooner, where that is meant already. */
  private lookIn(delayMs: number): void {
    const { clock } = this.parts
    const atMs = clock.now() + delayMs
    if (this.stopping.signal.aborted || (this.timer && this.timer.atMs <= atMs)) return
    this.timer?.handle.dispose()
    const handle = clock.schedule(delayMs, () => {
      this.timer = null
      // A pass that takes long is not overtaken by the next one.
      if (this.passing) this.lookIn(PUSH_AFTER_MS)
      else this.look()
    })
    this.timer = { atMs, handle }
  }

  private look(): void {
    this.passing = this.pass()
      .catch((error: unknown) => {
        this.parts.logger.error('pushes could not be looked after', { cause: describeError(error) })
      })
      .finally(() => {
        this.passing = null
        this.lookIn(LOOK_EVERY_MS)
      })
  }

  private async pass(): Promise<void> {
    const { store, clock, pages } = this.parts
    const nowMs = clock.now()
    if (nowMs < this.startedAtMs + PAGES_RETURN_MS) return
    const due = await store.read((view) => findDuePushes(view, nowMs, PUSH_AFTER_MS, pages.looking, AT_ONCE))
    for (let at = 0; at < due.length && !this.stopping.signal.aborted; at += SIDE_BY_SIDE) {
      const told = await Promise.allSettled(due.slice(at, at + SIDE_BY_SIDE).map((one) => this.tell(one)))
      const broken = told.find(({ status }) => status === 'rejected')
      if (broken?.status === 'rejected') throw broken.reason
    }
  }

  private async tell(due: DuePush): Promise<void> {
    const { store, pages, send } = this.parts
    if (pages.isLooking(due.visitorId)) return
    const claimed = await store.write((tx) => claimPush(tx, due, PUSH_AFTER_MS))
    if (claimed) await this.settle(claimed, await send(pushOf(claimed), this.stopping.signal))
  }

  private async settle(claimed: ClaimedPush, outcome: PushOutcome): Promise<void> {
    const { store, clock, newId, logger } = this.parts
    const { subscription, conversationId, upTo, attempts } = claimed
    if (outcome.kind === 'taken') {
      await store.write(async (tx) => {
        await settlePush(tx, claimed, { state: 'sent', nextAtMs: tx.nowMs + QUIET_MS })
        await tellCallsTold(tx, newId, 'push', { visitorId: subscription.visitorId, conversationId, upTo })
      })
      return
    }
    if (outcome.kind === 'gone') {
      logger.info('a browser that was told by push is no more')
      await store.write((tx) => removeSubscription(tx, subscription.id))
      return
    }
    const { layer, status, isWorthAgain, retryAfterMs } = outcome
    // Whose browser it was, and where, stays out of the log.
    logger.warn('a push was not sent', { layer, status, attempts, isWorthAgain })
    const pauseMs = Math.min(Math.max(FIRST_PAUSE_MS * 2 ** (attempts - 1), retryAfterMs ?? 0), LONGEST_PAUSE_MS)
    const isOver = !isWorthAgain || attempts >= MAX_ATTEMPTS
    await store.write((tx) =>
      settlePush(tx, claimed, {
        state: isOver ? 'givenUp' : 'waiting',
        nextAtMs: isOver ? null : clock.now() + pauseMs,
      }),
    )
  }
}

function pushOf(claimed: ClaimedPush): Push {
  const { endpoint, p256dh, auth } = claimed.subscription
  return {
    endpoint,
    p256dh,
    auth,
    payload: JSON.stringify(noticeOf(claimed)),
    ttlS: KEPT_FOR_S,
    urgency: claimed.missedCalls > 0 ? 'high' : 'normal',
    topic: topicOf(claimed.conversationId),
    contact: claimed.publicUrl?.startsWith('https:') ? new URL(claimed.publicUrl).origin : NO_CONTACT,
  }
}

/** One for a conversation, which it names to nobody; 32 letters at most (RFC 8030, 5.4). */
function topicOf(conversationId: string): string {
  return createHash('sha256').update(conversationId).digest('base64url').slice(0, 32)
}
