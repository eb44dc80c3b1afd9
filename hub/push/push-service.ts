import type { PushWish } from '#shared/contract/portal'

import type { NewId } from '../ids'
import { hasSubscription, putSubscription, removeSubscriptionOf } from '../store/push-subscriptions'
import type { Store } from '../store/store'
import { pushAddressOf, type PushServices } from './push-address'
import type { PushKeys } from './push-keys'
import { areSubscriptionKeys } from './subscription-keys'

/** Nobody has more browsers in use; with one more the oldest is told no longer. */
const MAX_SUBSCRIPTIONS = 5

interface Subscriber {
  readonly keyId: string
  readonly visitorId: string
}

/** Which browsers of visitors want to be told. */
export class PushService {
  constructor(
    private readonly store: Pick<Store, 'read' | 'write'>,
    private readonly keys: PushKeys,
    private readonly newId: NewId,
    private readonly services: PushServices,
  ) {}

  async publicKey(): Promise<string> {
    return (await this.keys.keys()).publicKey
  }

  /** Durable once it resolves. `false`: nothing could be told there. */
  async switchOn({ keyId, visitorId }: Subscriber, { endpoint, p256dh, auth }: PushWish): Promise<boolean> {
    const address = pushAddressOf(endpoint, this.services)
    if (!address || !areSubscriptionKeys(p256dh, auth)) return false
    const row = { id: this.newId(), visitorId, keyId, endpoint: address.href, p256dh, auth }
    await this.store.write((tx) => putSubscription(tx, row, MAX_SUBSCRIPTIONS))
    return true
  }

  async switchOff({ visitorId }: Subscriber, endpoint: string): Promise<void> {
    const address = pushAddressOf(endpoint, this.services)
    if (address) await this.store.write((tx) => removeSubscriptionOf(tx, visitorId, address.href))
  }

  async isOn({ keyId }: Subscriber, endpoint: string): Promise<boolean> {
    const address = pushAddressOf(endpoint, this.services)
    return address !== null && this.store.read((view) => hasSubscription(view, keyId, address.href))
  }
}
