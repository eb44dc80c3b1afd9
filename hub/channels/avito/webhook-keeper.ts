import type { DriverContext } from './driver-context'

/** An event may take this long before its absence means something. */
const EXPECTED_WITHIN_MS = 10_000

/**
 * Keeps our address subscribed, and judges whether it works: several hooks may fail silently, so news that only
 * polling found means that events do not arrive.
 */
export class WebhookKeeper {
  private checkedAtMs = Number.NEGATIVE_INFINITY
  private subscribedUrl: string | null = null
  private isSilent = false
  private readonly announced = new Map<string, number>()

  constructor(private readonly context: DriverContext) {}

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

  handleEvent(chatId: string): void {
    this.announced.set(chatId, this.context.host.clock.now())
    if (!this.isSilent) return
    this.isSilent = false
    this.tellDelivery()
  }

  handlePolledNews(chatId: string, newestAtMs: number | null): void {
    if (!this.isTrusted || newestAtMs === null) return
    const { host, platformClock, logger } = this.context
    if (platformClock.now() - newestAtMs < EXPECTED_WITHIN_MS) return
    if ((this.announced.get(chatId) ?? 0) > host.clock.now() - 2 * this.context.tuning.webhookPollMs) return
    this.isSilent = true
    logger.warn('News came by polling that the webhook did not bring')
    this.tellDelivery()
  }

  private tellDelivery(): void {
    this.context.host.setDelivery(this.isTrusted ? 'webhook' : 'polling')
  }

  private async subscribe(url: string): Promise<boolean> {
    const { api, state, logger } = this.context
    // Written down before it is made: a crash in between must not leave a hook that nobody withdraws.
    await state.change(() => ({ webhookUrl: url }))
    const before = await api.subscriptions()
    if (before.ok && before.value.subscriptions?.some((entry) => entry.url === url)) return true
    const made = await api.subscribe(url)
    if (!made.ok) {
      logger.warn('The webhook was refused', { kind: made.error.kind })
      return false
    }
    const after = await api.subscriptions()
    const isListed = after.ok && (after.value.subscriptions ?? []).some((entry) => entry.url === url)
    logger.info('Webhook subscribed', { isListed })
    return isListed
  }

  private async withdrawOld(wanted: string | null): Promise<void> {
    const { api, state } = this.context
    const old = state.value.webhookUrl
    if (old === null || old === wanted) return
    const result = await api.unsubscribe(old)
    if (result.ok) await state.change(() => ({ webhookUrl: null }))
  }
}
