import type { ChannelId } from '#shared/domain/ids'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import { channelsWithHooks, hooksOf, passHookOn, removePassedHook, type PassedHook } from '../store/passed-hooks'
import type { Store } from '../store/store'
import type { ChannelDriver } from './channel'
import { hookBody } from './hook-body'

const AT_ONCE = 100

export interface PassedHookDependencies {
  readonly store: Pick<Store, 'read' | 'write' | 'hooksPassed'>
  readonly logger: Logger
  /** `null` where another hub works for the channel. */
  readonly driverOf: (id: ChannelId) => ChannelDriver | null
}

/**
 * Webhooks among several hubs: a load balancer hands them to any. Whoever does not work for the channel keeps them
 * durably and answers; whoever does takes them from there, again after a crash: what they tell of is taken in once.
 */
export class PassedHooks {
  private readonly listener: Disposable
  private passing: Promise<void> | null = null
  private again = false
  private isStopped = false

  constructor(private readonly deps: PassedHookDependencies) {
    this.listener = deps.store.hooksPassed.on(() => {
      this.wake()
    })
  }

  /** Resolves once it is durable. */
  passOn(channelId: ChannelId, body: string, secret: string | null): Promise<void> {
    return this.deps.store.write((tx) => passHookOn(tx, { channelId, body, secret }))
  }

  wake(): void {
    if (this.isStopped) return
    if (this.passing) {
      this.again = true
      return
    }
    this.passing = this.pass()
      .catch((error: unknown) => {
        this.deps.logger.error('webhooks that were passed on could not be read', { cause: describeError(error) })
      })
      .finally(() => {
        this.passing = null
        if (!this.again) return
        this.again = false
        this.wake()
      })
  }

  async stop(): Promise<void> {
    this.isStopped = true
    this.listener.dispose()
    await this.passing
  }

  private async pass(): Promise<void> {
    const { store, driverOf } = this.deps
    const mine = (await store.read(channelsWithHooks)).filter((id) => driverOf(id) !== null)
    if (mine.length === 0) return
    const hooks = await store.read((view) => hooksOf(view, mine, AT_ONCE))
    for (const hook of hooks) if (!this.hasStopped()) await this.take(hook)
    if (hooks.length === AT_ONCE) this.again = true
  }

  private async take({ id, channelId, body, secret }: PassedHook): Promise<void> {
    const { store, driverOf, logger } = this.deps
    const driver = driverOf(channelId)
    // Another hub works for it by now.
    if (!driver) return
    const verdict = await driver.handleWebhook(hookBody(body), secret)
    if (verdict === 'refused') logger.warn('a webhook that was passed on was refused', { channel: channelId })
    await store.write((tx) => removePassedHook(tx, id))
  }

  private hasStopped(): boolean {
    return this.isStopped
  }
}
