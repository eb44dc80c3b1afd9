import type { Clock } from '#shared/lib/clock'
import { DisposableStore } from '#shared/lib/disposable'

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

/** Posts events to every subscribed address. The platform's retries are not documented: there are none. */
export class HookDelivery {
  readonly counts: WebhookCounts = { delivered: 0, failed: 0 }
  private readonly owned = new DisposableStore()
  private behaviour: WebhookBehaviour = { duplicate: false, reorder: false, delayMs: 0, failing: false }
  private held: string | null = null

  /** `addressees`: address → headers of its deliveries, at the moment of delivery. */
  constructor(
    private readonly clock: Clock,
    private readonly addressees: () => ReadonlyMap<string, Readonly<Record<string, string>>>,
  ) {}

  setBehaviour(change: Partial<WebhookBehaviour>): void {
    this.behaviour = { ...this.behaviour, ...change }
    if (!this.behaviour.reorder) this.flushHeld()
  }

  send(event: unknown): void {
    if (this.addressees().size === 0) return
    const body = JSON.stringify(event)
    const timer = this.owned.add(
      this.clock.schedule(this.behaviour.delayMs, () => {
        this.owned.release(timer)
        this.enqueue(body)
      }),
    )
  }

  /** Does somebody answer 200 there in time? What the platform posts to find out is not documented; it is no JSON. */
  async probe(url: string, headers: Readonly<Record<string, string>>): Promise<boolean> {
    return (await this.request(url, 'ping', headers)) === 200
  }

  dispose(): void {
    this.owned.dispose()
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
    const addressees = this.addressees()
    if (this.behaviour.failing) {
      this.counts.failed += addressees.size
      return
    }
    for (const [url, headers] of addressees) {
      void this.post(url, body, headers)
      if (this.behaviour.duplicate) void this.post(url, body, headers)
    }
  }

  private async post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<void> {
    this.counts[(await this.request(url, body, headers)) === 200 ? 'delivered' : 'failed'] += 1
  }

  /** `null`: no answer. */
  private async request(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<number | null> {
    const abort = new AbortController()
    const timer = this.owned.add(this.clock.schedule(ANSWER_LIMIT_MS, () => abort.abort()))
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
        signal: abort.signal,
      })
      await answer.arrayBuffer()
      return answer.status
    } catch {
      // Whatever kept it from arriving, nobody answered: that is all the sender knows.
      return null
    } finally {
      this.owned.release(timer)
    }
  }
}
