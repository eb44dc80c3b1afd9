import { useStore } from 'zustand'

import type { RequestsOf } from '#shared/contract/define'
import type { PolicyContract, PolicyState } from '#shared/contract/ipc/policy'
import type { ManagedKey } from '#shared/contract/policy/catalogue'

import { createClient, onEvent } from '../ipc/client'
import { createMirror, type Mirror } from '../ipc/mirror'

let requests: RequestsOf<PolicyContract> | null = null
let mirror: Mirror<PolicyState> | null = null

export function policyRequests(): RequestsOf<PolicyContract> {
  requests ??= createClient<PolicyContract>('policy')
  return requests
}

function policyState(): Mirror<PolicyState> {
  mirror ??= createMirror<PolicyState>(policyRequests().getState, (listener) =>
    onEvent<PolicyContract, 'stateChanged'>('policy', 'stateChanged', listener),
  )
  return mirror
}

/** `null` until main has answered for the first time. */
export function usePolicy(): PolicyState | null {
  return useStore(policyState(), (state) => state.value)
}

/** Whether the company has locked a setting: main refuses to change it, so the screen does not offer to. */
export function useLocks(): (key: ManagedKey) => boolean {
  const policy = usePolicy()
  return (key) => policy?.managed.some((each) => each.key === key && each.rule === 'locked') === true
}
