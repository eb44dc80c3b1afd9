import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'

const REORDER_FLUSH_MS = 300
/** The pauses grow; how fast is not documented. The last one goes on for ever. */
const PAUSES_MS = [1_000, 5_000, 30_000, 120_000, 600_000, 3_600_000] as const
/** "Long failure" is not documented either. */
const LONG_FAILURE_MS = 3_600_000
const DUPLICATE_STATUS = 409

export interface HookBehaviour {
  readonly duplicate: boolean
  /** Each pair of neighbouring events swaps places. */
  readonly reorder: boolean
  readonly delayMs: number
  /** Events are lost before they leave, as in an outage of the sender: delivery is not guaranteed. */
  readonly silent: boolean
}

export interface HookAddress {
  readonly url: string
}

interface Delivery {
  readonly body: string
  attempts: number
  dueAtMs: number
  timer: Disposable | null
}

/** Posts events to one subscription: two seconds for an answer, growing pauses, a stop after a long failure. */
export class HookDelivery {
  readonly counts = { delivered: 0, failed: 0 }
  /** In the blocking queue: nothing new is sent until one good answer in time. */
  isBlocked = false
  behaviour: HookBehaviour = { duplicate: false, reorder: false, delayMs: 0, silent: false }
  private readonly owned = new DisposableStore()
  private readonly waiting = new Set<Delivery>()
  private failingSinceMs: number | null = null
  private held: string | null = null

  constructor(
    private readonly clock: Clock,
    private readonly address: HookAddress,
    private readonly timeoutMs: () => number,
  ) {}

  send(event: unknown): void {
    if (this.behaviour.silent || this.isBlocked) {
      this.counts.failed += 1
      return
    }
    const body = JSON.stringify(event)
    if (this.behaviour.delayMs === 0) this.enqueue(body)
    else this.after(this.behaviour.delayMs, () => this.enqueue(body))
  }

  /** The sandbox's time was moved on by hand: what has become due in it goes out now. */
  wake(): void {
    for (const delivery of [...this.waiting]) if (delivery.dueAtMs <= this.clock.now()) this.attempt(delivery)
  }

  flushHeld(): void {
    const body = this.held
    this.held = null
    if (body !== null) this.start(body)
  }

  dispose(): void {
    this.owned.dispose()
    this.waiting.clear()
  }

  private enqueue(body: string): void {
    if (!this.behaviour.reorder) {
      this.start(body)
      return
    }
    if (this.held === null) {
      this.held = body
      this.after(REORDER_FLUSH_MS, () => this.flushHeld())
      return
    }
    const earlier = this.held
    this.held = null
    this.start(body)
    this.start(earlier)
  }

  private start(body: string): void {
    const copies = this.behaviour.duplicate ? 2 : 1
    for (let copy = 0; copy < copies; copy += 1) this.attempt({ body, attempts: 0, dueAtMs: 0, timer: null })
  }

  private attempt(delivery: Delivery): void {
    this.waiting.delete(delivery)
    if (delivery.timer) this.owned.release(delivery.timer)
    delivery.timer = null
    delivery.attempts += 1
    void this.post(delivery.body).then((isGood) => {
      if (this.owned.isDisposed) return
      if (isGood) this.handleGood()
      else this.handleBad(delivery)
    })
  }

  private handleGood(): void {
    this.counts.delivered += 1
    this.failingSinceMs = null
    this.isBlocked = false
  }

  private handleBad(delivery: Delivery): void {
    this.counts.failed += 1
    const now = this.clock.now()
    this.failingSinceMs ??= now
    if (now - this.failingSinceMs >= LONG_FAILURE_MS) this.isBlocked = true
    const pauseMs = PAUSES_MS[Math.min(delivery.attempts, PAUSES_MS.length) - 1] ?? 0
    delivery.dueAtMs = now + pauseMs
    this.waiting.add(delivery)
    delivery.timer = this.after(pauseMs, () => this.attempt(delivery))
  }

  private async post(body: string): Promise<boolean> {
    const abort = new AbortController()
    const timer = this.after(this.timeoutMs(), () => abort.abort())
    try {
      const answer = await fetch(this.address.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        signal: abort.signal,
      })
      await answer.arrayBuffer()
      return answer.ok || answer.status === DUPLICATE_STATUS
    } catch {
      // Whatever kept it from arriving, nobody answered: that is all the sender knows.
      return false
    } finally {
      this.owned.release(timer)
    }
  }

  private after(delayMs: number, act: () => void): Disposable {
    const timer = this.owned.add(
      this.clock.schedule(delayMs, () => {
        this.owned.release(timer)
        act()
      }),
    )
    return timer
  }
}
