import type { RequestsOf } from '#shared/contract/define'
import type { MovingContract } from '#shared/contract/ipc/moving'

import { createClient } from '../../../ipc/client'

let requests: RequestsOf<MovingContract> | null = null

export function movingRequests(): RequestsOf<MovingContract> {
  requests ??= createClient<MovingContract>('moving')
  return requests
}
