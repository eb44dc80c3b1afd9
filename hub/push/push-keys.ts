import webPush from 'web-push'

import type { Logger } from '#shared/lib/logger'

import type { SecretBox } from '../secrets/secret-box'
import { readPushKeys, replacePushKeys } from '../store/push-subscriptions'
import type { Read, Store } from '../store/store'

/** RFC 8292: by these a push service knows the hub. Both in base64url. */
export interface VapidKeys {
  readonly publicKey: string
  readonly privateKey: string
}

/** Made once; the private one stands sealed, as all that must not be read does. */
export class PushKeys {
  private known: VapidKeys | null = null

  constructor(
    private readonly store: Pick<Store, 'read' | 'write'>,
    private readonly secrets: SecretBox,
    private readonly logger: Logger,
  ) {}

  async keys(): Promise<VapidKeys> {
    this.known ??= (await this.store.read((view) => this.kept(view))) ?? (await this.make())
    return this.known
  }

  private make(): Promise<VapidKeys> {
    const made = webPush.generateVAPIDKeys()
    return this.store.write(async (tx) => {
      // Somebody else may have made them meanwhile.
      const kept = await this.kept(tx)
      if (kept) return kept
      if (await readPushKeys(tx))
        this.logger.warn('the keys of push were sealed with another key: made anew, visitors switch push on again')
      await replacePushKeys(tx, { ...made, privateKey: this.secrets.seal(made.privateKey) })
      return made
    })
  }

  private async kept(view: Read): Promise<VapidKeys | null> {
    const row = await readPushKeys(view)
    const privateKey = row && this.secrets.open(row.privateKey)
    return row && privateKey !== null ? { publicKey: row.publicKey, privateKey } : null
  }
}
