import { randomBytes } from 'node:crypto'
import { z } from 'zod'

import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import { openJsonStore, type JsonStore } from '../settings/json-store'
import type { OsKeyring } from '../settings/secret-box'
import { CACHE_KEYS_FILE } from './asks-for-key'

const KEY_BYTES = 64
const ID_BYTES = 8

const schema = z.object({ keys: z.record(z.string(), z.object({ id: z.string(), sealed: z.string() })) })
type File = z.output<typeof schema>

export interface CacheKey {
  readonly id: string
  readonly base64: string
}

/**
 * The keys of the windows' databases, one for each cache, sealed by the keyring of the system and by nothing else (as
 * `SecretBox` would where there is none: a key in a file beside what it seals protects nobody). One that is forgotten
 * makes whatever it has sealed unreadable, wherever a copy of it may lie.
 */
export class CacheKeys {
  private readonly store: JsonStore<File>

  constructor(
    folder: string,
    private readonly keyring: Pick<OsKeyring, 'encrypt' | 'decrypt'>,
    private readonly logger: Logger,
    clock: Clock,
  ) {
    this.store = openJsonStore<File>({ folder, name: CACHE_KEYS_FILE, schema, defaults: { keys: {} }, logger, clock })
  }

  has(cache: string): boolean {
    return Object.hasOwn(this.store.read().keys, cache)
  }

  /** `null`: there is none, or it cannot be opened any more (another user, a keyring that was reset). */
  open(cache: string): CacheKey | null {
    const kept = this.store.read().keys[cache]
    if (!kept) return null
    try {
      return { id: kept.id, base64: this.keyring.decrypt(Buffer.from(kept.sealed, 'base64')) }
    } catch (error) {
      // Whatever it says: it does not open what it sealed.
      this.logger.error('the key of the cache can no longer be opened: the cache begins anew', {
        error: error instanceof Error ? error.name : 'unknown',
      })
      return null
    }
  }

  /** In the place of one that was there; durable before anything is sealed with it. */
  make(cache: string): CacheKey {
    const key = { id: randomBytes(ID_BYTES).toString('hex'), base64: randomBytes(KEY_BYTES).toString('base64') }
    const { keys } = this.store.read()
    this.store.write({
      keys: { ...keys, [cache]: { id: key.id, sealed: this.keyring.encrypt(key.base64).toString('base64') } },
    })
    return key
  }

  forget(cache: string): void {
    if (!this.has(cache)) return
    const keys = Object.entries(this.store.read().keys).filter(([name]) => name !== cache)
    this.store.write({ keys: Object.fromEntries(keys) })
  }
}
