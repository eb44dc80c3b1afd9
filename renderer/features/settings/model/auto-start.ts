import type { AutoStartContract } from '#shared/contract/ipc/auto-start'
import type { RequestsOf } from '#shared/contract/define'

import { createClient } from '../../../ipc/client'

let requests: RequestsOf<AutoStartContract> | null = null

export function autoStartRequests(): RequestsOf<AutoStartContract> {
  requests ??= createClient<AutoStartContract>('autoStart')
  return requests
}
