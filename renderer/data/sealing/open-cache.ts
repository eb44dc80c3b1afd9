import type { CacheForm } from '#shared/contract/ipc/cache'

import { cacheNameOf } from '../cache-name'
import { databaseNameOf, type DatabaseOptions } from '../database'
import { vaultsOf, type CacheKey } from './cache-key'
import { fromBase64 } from './base64'
import { putBack, takeOut } from './carried-rows'
import { remnantsOf, settleForm } from './settle-form'

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
  readonly wipe: (args: { readonly cache: string; readonly carried: string }) => Promise<boolean>
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
  const key = wanted.key && { id: wanted.key.id, bytes: fromBase64(wanted.key.base64) }
  if (wanted.form === 'sealed') storage.setItem(markOf(name), '1')
  await exclusively(`otklik-form:${name}`, async () => {
    const vaults = key && vaultsOf(key)
    if (wanted.form === 'plain') await settleForm(name, { form: 'plain', vaults }, options)
    else {
      if (!vaults) throw new Error('Main told of an encrypted cache without its key')
      if (wanted.carried !== null) await putBack(name, wanted.carried, options)
      await settleForm(name, { form: 'sealed', vaults }, options)
      await wipeRemnants(name, options)
    }
    if (wanted.form === 'plain') storage.removeItem(markOf(name))
    await noteSettled({ cache: name, form: wanted.form })
  })
  return { name, key: wanted.form === 'sealed' ? key : null, isKeyAway: false }
}

/**
 * Chromium keeps the words of a deleted database in its files for as long as it likes (measured). So the files go as a
 * whole, and what the encrypted database holds goes around them. Where other people's databases lie in the same files
 * they stay: theirs is not ours to carry.
 */
async function wipeRemnants(name: string, options: OpenCacheOptions): Promise<void> {
  const { storage, wipe, indexedDb } = options
  if (storage.getItem(remnantsOf(name)) === null) return
  const there = await (indexedDb?.indexedDB ?? indexedDB).databases()
  if (there.some((each) => each.name !== databaseNameOf(name, 'sealed'))) return
  const carried = await takeOut(name, options)
  const isWiped = await wipe({ cache: name, carried })
  await putBack(name, carried, options)
  if (isWiped) storage.removeItem(remnantsOf(name))
}
