import { sign, type Keys } from './signature'

export interface OutgoingEvent {
  /** Below the external address: `events/call`, `result/callback`. */
  readonly path: string
  readonly json: Readonly<Record<string, unknown>>
}

/**
 * Tells the external system. What the platform does when nobody answers is not known, so nothing is sent twice by itself:
 * an event that was not taken is lost. Held back, events wait for a test to deliver, repeat or drop them in any order.
 */
export class EventSender {
  /** `null`: the API connector names no address. */
  address: string | null = null
  readonly held: OutgoingEvent[] = []
  readonly counts = { delivered: 0, lost: 0 }
  private isHolding = false
  private line: Promise<void> = Promise.resolve()

  constructor(private readonly keys: Keys) {}

  hold(): void {
    this.isHolding = true
  }

  /** What was held goes out in its order. */
  release(): void {
    this.isHolding = false
    for (const event of this.held.splice(0)) this.send(event)
  }

  send(event: OutgoingEvent): void {
    if (this.isHolding) this.held.push(event)
    else this.line = this.line.then(() => this.deliver(event)).then(() => undefined)
  }

  /** Resolves when all that was sent so far has arrived or is lost. */
  idle(): Promise<void> {
    return this.line
  }

  /** The HTTP status of the answer; `null`: nobody answered. */
  async deliver({ path, json }: OutgoingEvent, keys: Keys = this.keys): Promise<number | null> {
    const status = await this.post(path, JSON.stringify(json), keys)
    if (status === 200) this.counts.delivered += 1
    else this.counts.lost += 1
    return status
  }

  private async post(path: string, json: string, keys: Keys): Promise<number | null> {
    if (this.address === null) return null
    const body = new URLSearchParams({ vpbx_api_key: keys.apiKey, sign: sign(keys, json), json })
    try {
      const answer = await fetch(`${this.address}/${path}`, { method: 'POST', body, headers: { connection: 'close' } })
      await answer.arrayBuffer()
      return answer.status
    } catch (error) {
      // `fetch` says so of every network failure.
      if (error instanceof TypeError) return null
      throw error
    }
  }
}
