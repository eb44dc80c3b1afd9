import type { HubConnection, HubContract } from '#shared/contract/ipc/hub'

import { createClient, onEvent } from './client'
import { createMirror, type Mirror } from './mirror'

let mirror: Mirror<HubConnection> | null = null

/** Where the hub is now; a new launch has a new address and secret. */
export function hubConnection(): Mirror<HubConnection> {
  mirror ??= createMirror<HubConnection>(createClient<HubContract>('hub').getConnection, (listener) =>
    onEvent<HubContract, 'connectionChanged'>('hub', 'connectionChanged', listener),
  )
  return mirror
}
