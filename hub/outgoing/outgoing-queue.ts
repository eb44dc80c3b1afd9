import type { DeliveryEvent } from '#shared/domain/delivery.machine'
import type { ChannelId, ChatId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { ChannelDriver, FindSentResult, OutgoingMessage, SendResult } from '../channels/channel'
import type { StoredMessage } from '../store/messages'
import { externalIdsSince } from '../store/messages'
import { chatById } from '../store/chats'
import { headsOfQueues, queuedMessages, type QueueRow } from '../store/outgoing'
import type { Store } from '../store/store'
import type { NewId } from '../ids'
import { backoffMs } from './backoff'
import * as steps from './queue-steps'
import { releaseDue } from './scheduled'

/** After a restart the request may still be under way at the platform. */
export const SETTLE_AFTER_RESTART_MS = 8_000
/** After the driver itself gave up waiting. */
export const SETTLE_AFTER_OUTCOME_MS = 3_000
/** Of one channel. */
const CHATS_AT_ONCE = 4
/** The two clocks may differ by so much; what is known already is excluded by its id. */
const CLOCK_TOLERANCE_MS = 120_000
const STOP_WAITS_MS = 2_000
const PAUSE_AFTER_FAILURE_MS = 2_000
/** While something is kept for later. */
const LOOK_AT_LEAST_EVERY_MS = 30_000

export interface QueueDependencies {
  readonly store: Pick<Store, 'read' | 'write'>
  readonly clock: Clock
  readonly logger: Logger
  readonly newId: NewId
  readonly random: () => number
  /** The running driver of a channel, `null` while there is none. */
  readonly driverOf: (id: ChannelId) => ChannelDriver | null
}

interface Head {
  readonly row: QueueRow
  readonly message: StoredMessage
}

/**
 * Sends what is queued: each chat one message at a time, in order, several chats side by side. `sending` is durable
 * before the request leaves; an outcome that is not known is settled by reading the chat (design rule 3).
 */
export class OutgoingQueue {
  private readonly busy = new Map<ChatId, { readonly channelId: ChannelId; readonly work: Promise<void> }>()
  private readonly pausedUntil = new Map<ChannelId, number>()
  private timer: Disposable | null = null
  private passing: Promise<void> | null = null
  private again = false
  private stopped = false

  constructor(private readonly deps: QueueDependencies) {}

  /** What was under way when the last hub ended, or let go of the channel, has an unknown outcome. */
  async recover(channelId: ChannelId | null = null): Promise<void> {
    const { store, clock } = this.deps
    await store.write(async (tx) => {
      for (const { row, message } of await queuedMessages(tx, null)) {
        if (message.delivery?.state !== 'sending' || this.busy.has(row.chatId)) continue
        if (channelId !== null && row.channelId !== channelId) continue
        await steps.lostSight(tx, row, message, clock.now() + SETTLE_AFTER_RESTART_MS)
      }
    })
  }

  /** Something may have become due. */
  wake(): void {
    if (this.stopped) return
    if (this.passing) {
      this.again = true
      return
    }
    this.passing = this.pass()
      .catch((error: unknown) => {
        this.deps.logger.error('a pass over the outgoing queue failed', { cause: describeError(error) })
      })
      .finally(() => {
        this.passing = null
        if (!this.again) return
        this.again = false
        this.wake()
      })
  }

  get isBusy(): boolean {
    return this.passing !== null || this.busy.size > 0
  }

  /** Resolves when nothing is under way and nothing is due. */
  async idle(): Promise<void> {
    while (this.isBusy) await Promise.all([this.passing, ...this.works()])
  }

  /** Resolves when nothing is under way any more or that took too long; the rest is settled at the next start. */
  async stop(): Promise<void> {
    this.stopped = true
    this.timer?.dispose()
    await this.passing
    const tooLong = new Promise<void>((resolve) => {
      this.timer = this.deps.clock.schedule(STOP_WAITS_MS, resolve)
    })
    await Promise.race([Promise.all(this.works()), tooLong])
    this.timer?.dispose()
  }

  private async pass(): Promise<void> {
    const { store, clock, newId } = this.deps
    let heads = await store.read(headsOfQueues)
    if (heads.nextKeptMs <= clock.now()) {
      await store.write((tx) => releaseDue(tx, newId))
      heads = await store.read(headsOfQueues)
    }
    // A timer does not count the time in which the computer slept, and none can be set for more than some weeks.
    let nextMs = Math.min(
      heads.nextKeptMs,
      clock.now() + (heads.nextKeptMs === Infinity ? Infinity : LOOK_AT_LEAST_EVERY_MS),
    )
    const nowMs = clock.now()
    for (const head of heads.waiting) {
      const { chatId, channelId, dueAtMs } = head.row
      if (this.busy.has(chatId) || this.isStopped()) continue
      const driver = this.deps.driverOf(channelId)
      if (!driver) continue
      const readyMs = Math.max(dueAtMs, this.pausedUntil.get(channelId) ?? 0)
      if (readyMs > nowMs) {
        nextMs = Math.min(nextMs, readyMs)
        continue
      }
      if (this.busyOn(channelId) >= CHATS_AT_ONCE) continue
      this.begin(head, driver)
    }
    this.timer?.dispose()
    if (Number.isFinite(nextMs) && !this.isStopped()) {
      this.timer = this.deps.clock.schedule(nextMs - nowMs, () => {
        this.wake()
      })
    }
  }

  private works(): Promise<void>[] {
    return [...this.busy.values()].map(({ work }) => work)
  }

  private busyOn(channelId: ChannelId): number {
    return [...this.busy.values()].filter((one) => one.channelId === channelId).length
  }

  private isStopped(): boolean {
    return this.stopped
  }

  private begin(head: Head, driver: ChannelDriver): void {
    const work = this.process(head, driver)
      .catch((error: unknown) => {
        this.deps.logger.error('an outgoing message could not be processed', {
          messageId: head.message.id,
          cause: describeError(error),
        })
        // A database that takes nothing is not asked again at once.
        this.pausedUntil.set(head.row.channelId, this.deps.clock.now() + PAUSE_AFTER_FAILURE_MS)
      })
      .finally(() => {
        this.busy.delete(head.row.chatId)
        this.wake()
      })
    this.busy.set(head.row.chatId, { channelId: head.row.channelId, work })
  }

  private async process(head: Head, driver: ChannelDriver): Promise<void> {
    const chat = await this.deps.store.read((view) => chatById(view, head.row.chatId))
    const message = chat && outgoingOf(head.message, chat.externalId)
    if (!message) throw new Error('A queued message has no chat or a content that no channel takes.')
    if (head.message.delivery?.state === 'sending') {
      // Nobody is at it (the outcome could not be written down), so nobody knows whether it went.
      const dueAtMs = this.deps.clock.now() + SETTLE_AFTER_OUTCOME_MS
      await this.deps.store.write((tx) => steps.abandoned(tx, head.row.messageId, dueAtMs))
    } else if (head.message.delivery?.state === 'unknown') await this.settle(head, driver, message)
    else await this.attempt(head, driver, message)
  }

  private async attempt(head: Head, driver: ChannelDriver, message: OutgoingMessage): Promise<void> {
    const { store } = this.deps
    const started = await store.write((tx) => steps.startAttempt(tx, this.source(head.row, driver), head.row.messageId))
    // Discarded in the meantime, or found to be sent.
    if (!started) return
    const result = await driver.send(message).catch((error: unknown): SendResult => {
      this.deps.logger.error('a driver threw while sending', {
        channel: head.row.channelId,
        cause: describeError(error),
      })
      return { kind: 'unknown', detail: 'driver failed' }
    })
    await this.conclude(started, driver, result)
  }

  private async conclude(head: Head, driver: ChannelDriver, result: SendResult): Promise<void> {
    const { store, clock, random } = this.deps
    const { row, message } = head
    this.log(head, result.kind)
    switch (result.kind) {
      case 'sent':
        return store.write((tx) =>
          steps.accepted(tx, this.source(row, driver), row, message, result.externalId, result.atMs),
        )
      case 'refused':
        return store.write((tx) =>
          steps.refused(tx, this.source(row, driver), row, message, result.reason, result.detail),
        )
      case 'notSent': {
        if (result.retryAfterMs !== null) this.pausedUntil.set(row.channelId, clock.now() + result.retryAfterMs)
        const dueAtMs = clock.now() + (result.retryAfterMs ?? backoffMs(row.attempts, random))
        return store.write((tx) => steps.notSent(tx, this.source(row, driver), row, message, dueAtMs))
      }
      case 'unknown':
        return store.write((tx) => steps.lostSight(tx, row, message, clock.now() + SETTLE_AFTER_OUTCOME_MS))
    }
  }

  private async settle(head: Head, driver: ChannelDriver, message: OutgoingMessage): Promise<void> {
    const { store, clock, random, logger } = this.deps
    const { row } = head
    const notBeforeMs = (row.firstAttemptAtMs ?? head.message.atMs) - CLOCK_TOLERANCE_MS
    const known = await store.read((view) => externalIdsSince(view, row.chatId, notBeforeMs - CLOCK_TOLERANCE_MS))
    const result = await driver.findSent(message, notBeforeMs, known).catch((error: unknown): FindSentResult => {
      logger.error('a driver threw while reading a chat back', { channel: row.channelId, cause: describeError(error) })
      return { kind: 'cannotTell', retryAfterMs: null, detail: 'driver failed' }
    })
    this.log(head, result.kind)
    switch (result.kind) {
      case 'found':
        return store.write((tx) =>
          steps.accepted(tx, this.source(row, driver), row, head.message, result.externalId, result.atMs),
        )
      case 'absent':
        return store.write((tx) => steps.absent(tx, this.source(row, driver), row, head.message, clock.now()))
      case 'cannotTell': {
        const dueAtMs = clock.now() + (result.retryAfterMs ?? backoffMs(row.attempts, random))
        return store.write((tx) => steps.readLater(tx, row, dueAtMs))
      }
    }
  }

  private source(row: QueueRow, driver: ChannelDriver) {
    return { channelId: row.channelId, capabilities: driver.capabilities, newId: this.deps.newId }
  }

  private log(head: Head, result: SendResult['kind'] | FindSentResult['kind'] | DeliveryEvent['type']): void {
    this.deps.logger.info('outgoing message', { messageId: head.message.id, attempt: head.row.attempts, result })
  }
}

function outgoingOf(message: StoredMessage, chatExternalId: string): OutgoingMessage | null {
  const { id, content } = message
  switch (content.kind) {
    case 'text':
      return { id, chatExternalId, content: { kind: 'text', text: content.text } }
    case 'image':
      return { id, chatExternalId, content: { kind: 'image', fileId: content.fileId } }
    case 'file':
      return { id, chatExternalId, content: { kind: 'file', fileId: content.fileId, name: content.name } }
    default:
      return null
  }
}
