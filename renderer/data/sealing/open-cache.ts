import type { CacheForm } from '#shared/contract/ipc/cache'

import { cacheNameOf } from '../cache-name'
import type { DatabaseOptions } from '../database'
import { vaultsOf, type CacheKey } from './cache-key'
import { settleForm } from './settle-form'

/** What a window needs to open its database. */
export interface CacheAccess {
  readonly name: string
  /** `null`: it lies open. */
  readonly key: CacheKey | null
  /** The keyring of the system does not answer: nothing can be opened now. */
  readonly isKeyAway: boolean
}

export interface OpenCacheOptions extends Pick<DatabaseOptions, 'indexedDb'> {
  readonly getForm: (args: { readonly cache: string }) => Promise<CacheForm>
  readonly noteSettled: (args: { readonly cache: string; readonly form: 'plain' | 'sealed' }) => Promise<null>
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** One window at a time. */
  readonly exclusively: (name: string, work: () => Promise<void>) => Promise<void>
}

/** Says that there may be an encrypted database; no key stands here. */
const markOf = (name: string): string => `otklik.sealed:${name}`

/** Does this page have to ask before it opens its database? Without a word of main or of before it is as it always was. */
export function hasToAsk(search: string, storage: Pick<Storage, 'getItem'>): boolean {
  return new URLSearchParams(search).get('key') === 'ask' || storage.getItem(markOf(cacheNameOf(search))) !== null
}

/** A cache that lies open, of a window that need not ask. */
export function openAccess(name: string): CacheAccess {
  return { name, key: null, isKeyAway: false }
}

/** Asks main how the cache is to lie on the disk, and brings it there. */
export async function openCache(name: string, options: OpenCacheOptions): Promise<CacheAccess> {
  const { getForm, noteSettled, storage, exclusively } = options
  const wanted = await getForm({ cache: name })
  if (wanted.form === 'away') return { name, key: null, isKeyAway: true }
  const key = wanted.key && { id: wanted.key.id, bytes: bytesOf(wanted.key.base64) }
  if (wanted.form === 'sealed') storage.setItem(markOf(name), '1')
  await exclusively(`otklik-form:${name}`, () => {
    const vaults = key && vaultsOf(key)
    if (wanted.form === 'plain') return settleForm(name, { form: 'plain', vaults }, options)
    if (!vaults) throw new Error('Main told of an encrypted cache without its key')
    return settleForm(name, { form: 'sealed', vaults }, options)
  })
  if (wanted.form === 'plain') storage.removeItem(markOf(name))
  await noteSettled({ cache: name, form: wanted.form })
  return { name, key: wanted.form === 'sealed' ? key : null, isKeyAway: false }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
}
