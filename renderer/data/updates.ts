import { useStore } from 'zustand'

import type { RequestsOf } from '#shared/contract/define'
import type { UpdatesContract } from '#shared/contract/ipc/updates'
import type { UpdateState } from '#shared/domain/updates/update-state'

import { createClient, onEvent } from '../ipc/client'
import { createMirror, type Mirror } from '../ipc/mirror'

let requests: RequestsOf<UpdatesContract> | null = null
let mirror: Mirror<UpdateState> | null = null

export function updateRequests(): RequestsOf<UpdatesContract> {
  requests ??= createClient<UpdatesContract>('updates')
  return requests
}

/** `null` until main has answered for the first time. */
export function useUpdates(): UpdateState | null {
  mirror ??= createMirror<UpdateState>(updateRequests().getState, (listener) =>
    onEvent<UpdatesContract, 'stateChanged'>('updates', 'stateChanged', listener),
  )
  return useStore(mirror, (state) => state.value)
}
