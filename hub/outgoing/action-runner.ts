import type { ChannelId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { ActionResult, ChannelDriver } from '../channels/channel'
import { delayAction, postponeAction, removeAction, waitingActions, type ActionRow } from '../store/channel-actions'
import { chatById } from '../store/chats'
import { clientById } from '../store/clients'
import type { NewId } from '../ids'
import type { Store } from '../store/store'
import { backoffMs } from './backoff'
import { concludeDeed, isDeed, tellDeed, type DeedResult } from './deeds'
import { SETTLE_AFTER_OUTCOME_MS } from './outgoing-queue'
import { concludeRevision, isRevision } from './revise'

const MAX_ATTEMPTS = 50
const GIVEN_UP = { kind: 'refused', reason: 'rejected' } as const

export interface ActionDependencies {
  readonly store: Pick<Store, 'read' | 'write'>
  readonly clock: Clock
  readonly logger: Logger
  readonly newId: NewId
  readonly random: () => number
  readonly driverOf: (id: ChannelId) => ChannelDriver | null
}

/**
 * Tells the platforms what they should hear sooner or later: read marks, changes and deletions of what was sent, and
 * what an agent does to a conversation besides.
 */
export class ActionRunner {
  private timer: Disposable | null = null
  private running: Promise<void> | null = null
  private again = false
  private stopped = false

  constructor(private readonly deps: ActionDependencies) {}

  /** A new text may be under way since before this start, and must not arrive after one that is told now. */
  async recover(channelId: ChannelId | null = null): Promise<void> {
    const { store, clock } = this.deps
    await store.write(async (tx) => {
      for (const row of await waitingActions(tx)) {
        if (channelId !== null && row.channelId !== channelId) continue
        const settledMs = clock.now() + settleMs(row)
        if (row.dueAtMs < settledMs) await delayAction(tx, row, settledMs)
      }
    })
  }

  get isBusy(): boolean {
    return this.running !== null
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.running) await this.running
  }

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
    const rows = new Map<ChannelId, ActionRow[]>()
    for (const row of await store.read(waitingActions))
      rows.set(row.channelId, [...(rows.get(row.channelId) ?? []), row])
    // One after another on one platform, so that two changes of a message arrive in their order; a slow platform
    // holds up no other.
    const times = await Promise.all(
      [...rows].map(async ([channelId, ofChannel]) => {
        const driver = driverOf(channelId)
        return driver ? this.passOver(ofChannel, driver) : Number.POSITIVE_INFINITY
      }),
    )
    const nextMs = Math.min(...times, Number.POSITIVE_INFINITY)
    this.timer?.dispose()
    if (!Number.isFinite(nextMs) || this.isStopped()) return
    this.timer = clock.schedule(Math.max(0, nextMs - clock.now()), () => {
      this.wake()
    })
  }

  /** Answers when to come back. */
  private async passOver(rows: readonly ActionRow[], driver: ChannelDriver): Promise<number> {
    let nextMs = Number.POSITIVE_INFINITY
    for (const row of rows) {
      if (this.isStopped()) break
      const isDue = row.dueAtMs <= this.deps.clock.now()
      nextMs = Math.min(nextMs, isDue ? await this.run(row, driver) : row.dueAtMs)
    }
    return nextMs
  }

  private isStopped(): boolean {
    return this.stopped
  }

  /** Answers when to come back for it. */
  private async run(row: ActionRow, driver: ChannelDriver): Promise<number> {
    const { store, clock, random, logger, newId } = this.deps
    const result = await this.tell(row, driver).catch((error: unknown): DeedResult => {
      logger.error('a driver threw', { channel: row.channelId, cause: describeError(error) })
      return { kind: 'retry', retryAfterMs: null, detail: 'driver failed' }
    })
    if (result.kind === 'retry' && row.attempts < MAX_ATTEMPTS) {
      const dueAtMs =
        clock.now() + (result.retryAfterMs ?? Math.max(settleMs(row), backoffMs(row.attempts + 1, random)))
      await store.write((tx) => postponeAction(tx, row, dueAtMs))
      return dueAtMs
    }
    if (result.kind !== 'done' && result.kind !== 'started')
      logger.warn('the channel did not take an action', { action: row.action.kind, result: result.kind })
    const { action } = row
    await store.write(async (tx) => {
      const isLatest = await removeAction(tx, row.id)
      const conclusion = result.kind === 'retry' ? ({ ...GIVEN_UP, detail: result.detail } as const) : result
      if (isDeed(action)) {
        const source = { channelId: row.channelId, capabilities: driver.capabilities, newId }
        // Withdrawn meanwhile, with its channel.
        if (isLatest) await concludeDeed(tx, source, { action, chatId: row.chatId }, conclusion)
      } else if (isRevision(action) && isOfRevision(conclusion)) {
        await concludeRevision(tx, action, conclusion, isLatest)
      }
    })
    return Number.POSITIVE_INFINITY
  }

  private async tell(row: ActionRow, driver: ChannelDriver): Promise<DeedResult> {
    const { chat, client } = await this.deps.store.read(async (view) => {
      const found = await chatById(view, row.chatId)
      return { chat: found, client: found && (await clientById(view, found.clientId)) }
    })
    if (!chat || !client) return { kind: 'done' }
    const { action } = row
    switch (action.kind) {
      case 'deed':
        return tellDeed(driver, action, chat.externalId, client.externalId)
      case 'markRead':
        return driver.markRead(chat.externalId)
      case 'delete':
        return driver.deleteMessage(chat.externalId, action.externalId)
      case 'edit':
        return (
          driver.editMessage?.(chat.externalId, action.externalId, action.text) ?? {
            kind: 'refused',
            reason: 'rejected',
            detail: 'this channel edits nothing',
          }
        )
    }
  }
}

/**
 * A request whose answer was lost may arrive late: it must not arrive after the next one for the same message, nor after
 * the driver has looked whether a step was made.
 */
function settleMs({ action }: ActionRow): number {
  return action.kind === 'edit' || action.kind === 'deed' ? SETTLE_AFTER_OUTCOME_MS : 0
}

type OfRevision = Exclude<ActionResult, { kind: 'retry' }>

/** Only the deeds have the others. */
function isOfRevision(result: Exclude<DeedResult, { kind: 'retry' }>): result is OfRevision {
  if (result.kind === 'started') return false
  return result.kind === 'done' || (result.reason !== 'contactsClosed' && result.reason !== 'unsupported')
}
