import type { Logger } from '#shared/lib/logger'
import type { Result } from '#shared/lib/result'

import type { ChannelHost } from '../channel'
import type { Failure } from './failure'
import type { PlatformClock } from './platform-clock'

/** An event may take this long before its absence means something. */
const EXPECTED_WITHIN_MS = 10_000

/** One kind of webhook of the platform, and where its address is remembered over restarts. */
export interface HookPort {
  isListed(url: string): Promise<boolean>
  subscribe(url: string): Promise<Result<unknown, Failure>>
  unsubscribe(url: string): Promise<Result<unknown, Failure>>
  savedUrl(): string | null
  saveUrl(url: string | null): Promise<void>
}

export interface HookContext {
  readonly host: ChannelHost
  readonly logger: Logger
  readonly platformClock: PlatformClock
  readonly tuning: {
    /** The safety net while the webhook works. */
    readonly webhookPollMs: number
    readonly webhookCheckMs: number
  }
}

/**
 * Keeps our address subscribed, and judges whether it works: several hooks may fail silently, so news that only
 * polling found means that events do not arrive.
 */
export class WebhookKeeper {
  private checkedAtMs = Number.NEGATIVE_INFINITY
  private subscribedUrl: string | null = null
  private isSilent = false
  private readonly announced = new Map<string, number>()

  constructor(
    private readonly context: HookContext,
    private readonly port: HookPort,
  ) {}

  /** Subscribed, and nothing speaks against it: polling is only a safety net then. */
  get isTrusted(): boolean {
    return this.subscribedUrl !== null && !this.isSilent
  }

  /** Answers whether the hook is new: until now nobody told of what came. */
  async ensure(): Promise<boolean> {
    const { host, tuning } = this.context
    const wanted = host.webhookUrl()
    const isDue = host.clock.now() - this.checkedAtMs >= tuning.webhookCheckMs
    if (wanted === this.subscribedUrl && !(wanted !== null && isDue)) {
      if (wanted === null && this.checkedAtMs === Number.NEGATIVE_INFINITY) await this.withdrawOld(null)
      return false
    }
    this.checkedAtMs = host.clock.now()
    const before = this.subscribedUrl
    await this.withdrawOld(wanted)
    this.subscribedUrl = wanted !== null && (await this.subscribe(wanted)) ? wanted : null
    this.tellDelivery()
    return this.subscribedUrl !== null && this.subscribedUrl !== before
  }

  /** The channel is removed for good. */
  async withdraw(): Promise<void> {
    this.subscribedUrl = null
    await this.withdrawOld(null)
  }

  handleEvent(subjectId: string): void {
    this.announced.set(subjectId, this.context.host.clock.now())
    if (!this.isSilent) return
    this.isSilent = false
    this.tellDelivery()
  }

  handlePolledNews(subjectId: string, newestAtMs: number | null): void {
    if (!this.isTrusted || newestAtMs === null) return
    const { host, platformClock, logger } = this.context
    if (platformClock.now() - newestAtMs < EXPECTED_WITHIN_MS) return
    if ((this.announced.get(subjectId) ?? 0) > host.clock.now() - 2 * this.context.tuning.webhookPollMs) return
    this.isSilent = true
    logger.warn('News came by polling that the webhook did not bring')
    this.tellDelivery()
  }

  private tellDelivery(): void {
    this.context.host.setDelivery(this.isTrusted ? 'webhook' : 'polling')
  }

  private async subscribe(url: string): Promise<boolean> {
    const { port } = this
    const { logger } = this.context
    // Written down before it is made: a crash in between must not leave a hook that nobody withdraws.
    await port.saveUrl(url)
    if (await port.isListed(url)) return true
    const made = await port.subscribe(url)
    if (!made.ok) {
      logger.warn('The webhook was refused', { kind: made.error.kind })
      return false
    }
    const isListed = await port.isListed(url)
    logger.info('Webhook subscribed', { isListed })
    return isListed
  }

  private async withdrawOld(wanted: string | null): Promise<void> {
    const old = this.port.savedUrl()
    if (old === null || old === wanted) return
    const result = await this.port.unsubscribe(old)
    if (result.ok) await this.port.saveUrl(null)
  }
}
