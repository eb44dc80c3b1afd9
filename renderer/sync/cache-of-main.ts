import type { CacheContract } from '#shared/contract/ipc/cache'

import { cacheNameOf } from '../data/cache-name'
import { hasToAsk, openAccess, openCache, type CacheAccess, type OpenCacheOptions } from '../data/sealing/open-cache'
import { createClient } from '../ipc/client'

/** The cache that main names in the page's address; without its word that it may be encrypted nobody is waited for. */
export async function cacheOfPage(search: string): Promise<CacheAccess> {
  const name = cacheNameOf(search)
  return hasToAsk(search, localStorage) ? openCache(name, cacheOptionsOfMain()) : openAccess(name)
}

export function cacheOptionsOfMain(): OpenCacheOptions {
  const { getForm, wipe, noteSettled } = createClient<CacheContract>('cache')
  return {
    getForm,
    wipe,
    noteSettled,
    storage: localStorage,
    exclusively: (name, work) => navigator.locks.request(name, work),
  }
}
