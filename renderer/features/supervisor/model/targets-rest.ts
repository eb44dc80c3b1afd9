import { serviceTargets } from '#shared/contract/service-targets'
import type { HubConnection } from '#shared/contract/ipc/hub'
import type { ServiceTargets } from '#shared/domain/wall/service-targets'
import type { Result } from '#shared/lib/result'

import { createAsk, type HubFailure } from '../../../ipc/hub-ask'

const PATH = '/api/service-targets'

export interface TargetsRest {
  readonly read: () => Promise<Result<ServiceTargets, HubFailure>>
  readonly save: (targets: ServiceTargets) => Promise<Result<unknown, HubFailure>>
}

export function createTargetsRest(connection: () => HubConnection | null, send: typeof fetch): TargetsRest {
  const ask = createAsk(connection, send, [])
  return {
    async read() {
      const answer = await ask('GET', PATH)
      return answer.ok ? { ok: true, value: serviceTargets.parse(answer.value) } : answer
    },
    save: (targets) => ask('PUT', PATH, targets),
  }
}
