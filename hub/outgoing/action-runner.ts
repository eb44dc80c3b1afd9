import type { ChannelId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { ActionResult, ChannelDriver } from '../channels/channel'
import { postponeAction, removeAction, waitingActions, type ActionRow } from '../store/channel-actions'
import { chatById, refreshChat } from '../store/chats'
import { messageById, updateMessage } from '../store/messages'
import type { Store } from '../store/store'
import { backoffMs } from './backoff'

const MAX_ATTEMPTS = 50

export interface ActionDependencies {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly random: () => number
  readonly driverOf: (id: ChannelId) => ChannelDriver | null
}

/** Tells the platforms what they should hear sooner or later: read marks, and deletions that did not pass at once. */
export class ActionRunner {
  private timer: Disposable | null = null
  private running: Promise<void> | null = null
  private again = false
  private stopped = false

  constructor(private readonly deps: ActionDependencies) {}

  wake(): void {
    if (this.stopped) return
    if (this.running) {
      this.again = true
      return
    }
    this.running = this.pass()
      .catch((error: unknown) => {
        this.deps.logger.error('a pass over the channel actions failed', { cause: describeError(error) })
      })
      .finally(() => {
        this.running = null
        if (!this.again) return
        this.again = false
        this.wake()
      })
  }

  stop(): void {
    this.stopped = true
    this.timer?.dispose()
  }

  private async pass(): Promise<void> {
    const { store, clock, driverOf } = this.deps
    let nextMs = Number.POSITIVE_INFINITY
    for (const row of await store.read(waitingActions)) {
      const driver = driverOf(row.channelId)
      if (!driver || this.isStopped()) continue
      if (row.dueAtMs > clock.now()) nextMs = Math.min(nextMs, row.dueAtMs)
      else nextMs = Math.min(nextMs, await this.run(row, driver))
    }
    this.timer?.dispose()
    if (!Number.isFinite(nextMs) || this.isStopped()) return
    this.timer = clock.schedule(Math.max(0, nextMs - clock.now()), () => {
      this.wake()
    })
  }

  private isStopped(): boolean {
    return this.stopped
  }

  /** Answers when to come back for it. */
  private async run(row: ActionRow, driver: ChannelDriver): Promise<number> {
    const { store, clock, random, logger } = this.deps
    const result = await this.tell(row, driver).catch((error: unknown): ActionResult => {
      logger.error('a driver threw', { channel: row.channelId, cause: describeError(error) })
      return { kind: 'retry', retryAfterMs: null, detail: 'driver failed' }
    })
    if (result.kind === 'retry' && row.attempts < MAX_ATTEMPTS) {
      const dueAtMs = clock.now() + (result.retryAfterMs ?? backoffMs(row.attempts + 1, random))
      await store.write((tx) => postponeAction(tx, row, dueAtMs))
      return dueAtMs
    }
    if (result.kind !== 'done')
      logger.warn('the channel did not take an action', { action: row.action.kind, result: result.kind })
    const { action } = row
    await store.write(async (tx) => {
      await removeAction(tx, row.id)
      if (action.kind !== 'delete' || result.kind !== 'done') return
      const message = await messageById(tx, action.messageId)
      if (!message) return
      await updateMessage(tx, message.id, {
        content: { kind: 'deleted' },
        deletableUntilMs: null,
        editableUntilMs: null,
      })
      await refreshChat(tx, message.chatId)
    })
    return Number.POSITIVE_INFINITY
  }

  private async tell(row: ActionRow, driver: ChannelDriver): Promise<ActionResult> {
    const chat = await this.deps.store.read((view) => chatById(view, row.chatId))
    if (!chat) return { kind: 'done' }
    return row.action.kind === 'markRead'
      ? driver.markRead(chat.externalId)
      : driver.deleteMessage(chat.externalId, row.action.externalId)
  }
}
