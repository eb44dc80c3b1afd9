import { randomBytes, randomUUID } from 'node:crypto'

import type { Clock } from '#shared/lib/clock'
import { DisposableStore } from '#shared/lib/disposable'

import { webhookJson } from './wire'
import type { MessageEvent, World } from './world'

const ANSWER_LIMIT_MS = 2000
const REORDER_FLUSH_MS = 300

export interface WebhookBehaviour {
  readonly duplicate: boolean
  /** Each pair of neighbouring events swaps places. */
  readonly reorder: boolean
  readonly delayMs: number
  /** Deliveries are lost before they leave, as in an outage. */
  readonly failing: boolean
}

export interface WebhookCounts {
  delivered: number
  failed: number
}

/** Delivers every message, own outgoing ones too, to every subscribed address. The platform's retries are not documented: there are none. */
export class WebhookSender {
  readonly counts: WebhookCounts = { delivered: 0, failed: 0 }
  private readonly urls = new Set<string>()
  private readonly owned = new DisposableStore()
  private behaviour: WebhookBehaviour = { duplicate: false, reorder: false, delayMs: 0, failing: false }
  private held: string | null = null

  constructor(
    private readonly world: World,
    private readonly clock: Clock,
  ) {
    this.owned.add(world.messageAdded.on((event) => this.handleMessage(event)))
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

  setBehaviour(change: Partial<WebhookBehaviour>): void {
    this.behaviour = { ...this.behaviour, ...change }
    if (!this.behaviour.reorder) this.flushHeld()
  }

  dispose(): void {
    this.owned.dispose()
  }

  private handleMessage({ chat, message }: MessageEvent): void {
    if (this.urls.size === 0) return
    const body = JSON.stringify(webhookJson(this.world, chat, message, randomUUID()))
    const timer = this.owned.add(
      this.clock.schedule(this.behaviour.delayMs, () => {
        this.owned.release(timer)
        this.enqueue(body)
      }),
    )
  }

  private enqueue(body: string): void {
    if (!this.behaviour.reorder) {
      this.deliver(body)
      return
    }
    if (this.held === null) {
      this.held = body
      this.owned.add(this.clock.schedule(REORDER_FLUSH_MS, () => this.flushHeld()))
      return
    }
    const earlier = this.held
    this.held = null
    this.deliver(body)
    this.deliver(earlier)
  }

  private flushHeld(): void {
    const body = this.held
    this.held = null
    if (body !== null) this.deliver(body)
  }

  private deliver(body: string): void {
    if (this.behaviour.failing) {
      this.counts.failed += this.urls.size
      return
    }
    for (const url of this.urls) {
      void this.post(url, body)
      if (this.behaviour.duplicate) void this.post(url, body)
    }
  }

  private async post(url: string, body: string): Promise<void> {
    const abort = new AbortController()
    const timer = this.owned.add(this.clock.schedule(ANSWER_LIMIT_MS, () => abort.abort()))
    try {
      const answer = await fetch(url, {
        method: 'POST',
        // The real header's algorithm is not documented, so its value means nothing here either.
        headers: { 'content-type': 'application/json', 'x-avito-messenger-signature': randomBytes(32).toString('hex') },
        body,
        signal: abort.signal,
      })
      await answer.arrayBuffer()
      this.counts[answer.status === 200 ? 'delivered' : 'failed'] += 1
    } catch {
      this.counts.failed += 1
    } finally {
      this.owned.release(timer)
    }
  }
}
