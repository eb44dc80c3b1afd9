import { createECDH, randomBytes, randomUUID } from 'node:crypto'

import type { Sender } from './vapid'
import { decrypt, type BrowserKeys } from './decrypt'

export interface Received {
  readonly text: string
  readonly ttlS: number
  readonly urgency: string
  readonly topic: string | null
  readonly contact: string | null
}

interface Kept extends Omit<Received, 'text'> {
  readonly body: Buffer
}

/** A browser with one subscription, and what its push service keeps while it is away. */
export class PushBrowser {
  readonly id = randomUUID()
  /** Decrypted, in the order in which they came. */
  readonly received: Received[] = []
  isGone = false
  private readonly keys: BrowserKeys
  private kept: Kept[] = []
  private isAway = false

  constructor(
    private readonly serviceUrl: string,
    /** The key that it was subscribed for: nobody else may send. */
    private readonly applicationServerKey: string,
  ) {
    const own = createECDH('prime256v1')
    own.generateKeys()
    this.keys = { publicKey: own.getPublicKey(), privateKey: own.getPrivateKey(), auth: randomBytes(16) }
  }

  /** As `PushSubscription.toJSON()` has it, flat. */
  get subscription() {
    const { publicKey, auth } = this.keys
    return {
      endpoint: `${this.serviceUrl}/push/${this.id}`,
      p256dh: publicKey.toString('base64url'),
      auth: auth.toString('base64url'),
    }
  }

  goAway(): void {
    this.isAway = true
  }

  comeBack(): void {
    this.isAway = false
    for (const one of this.kept.splice(0)) this.receive(one)
  }

  unsubscribe(): void {
    this.isGone = true
  }

  isSender({ publicKey }: Sender): boolean {
    return publicKey === this.applicationServerKey
  }

  take(push: Kept): void {
    if (!this.isAway) return this.receive(push)
    // RFC 8030, 5.4: of one topic the newest alone is kept; 5.2: with no time to live nothing is.
    if (push.topic !== null) this.kept = this.kept.filter(({ topic }) => topic !== push.topic)
    if (push.ttlS > 0) this.kept.push(push)
  }

  private receive({ body, ...about }: Kept): void {
    this.received.push({ text: decrypt(body, this.keys), ...about })
  }
}
