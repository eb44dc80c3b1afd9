import type { CacheContract } from '#shared/contract/ipc/cache'
import type { RequestsOf } from '#shared/contract/define'

import { createClient } from '../../../ipc/client'

let requests: RequestsOf<CacheContract> | null = null

export function cacheRequests(): RequestsOf<CacheContract> {
  requests ??= createClient<CacheContract>('cache')
  return requests
}
