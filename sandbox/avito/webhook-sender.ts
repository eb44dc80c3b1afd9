import { randomBytes, randomUUID } from 'node:crypto'

import type { Clock } from '#shared/lib/clock'

import { HookDelivery } from './hook-delivery'
import { webhookJson } from './wire'
import type { MessageEvent, World } from './world'

/** Delivers every message, own outgoing ones too, to every subscribed address. */
export class WebhookSender {
  readonly delivery: HookDelivery
  private readonly urls = new Set<string>()
  private readonly subscription: { dispose(): void }

  constructor(
    private readonly world: World,
    clock: Clock,
  ) {
    this.delivery = new HookDelivery(clock, () => new Map([...this.urls].map((url) => [url, signature()])))
    this.subscription = world.messageAdded.on((event) => this.handleMessage(event))
  }

  subscribe(url: string): void {
    this.urls.add(url)
  }

  unsubscribe(url: string): void {
    this.urls.delete(url)
  }

  subscriptions(): string[] {
    return [...this.urls]
  }

  dispose(): void {
    this.subscription.dispose()
    this.delivery.dispose()
  }

  private handleMessage({ chat, message }: MessageEvent): void {
    this.delivery.send(webhookJson(this.world, chat, message, randomUUID()))
  }
}

/** The real header's algorithm is not documented, so its value means nothing here either. */
function signature(): Readonly<Record<string, string>> {
  return { 'x-avito-messenger-signature': randomBytes(32).toString('hex') }
}
