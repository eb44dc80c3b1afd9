import type { RequestsOf } from '#shared/contract/define'
import type { SignInContract, SignInState } from '#shared/contract/ipc/sign-in'
import { useStore } from 'zustand'

import { createClient, onEvent } from '../../../ipc/client'
import { createMirror, type Mirror } from '../../../ipc/mirror'

let requests: RequestsOf<SignInContract> | null = null
let mirror: Mirror<SignInState> | null = null

export function signInRequests(): RequestsOf<SignInContract> {
  requests ??= createClient<SignInContract>('signIn')
  return requests
}

export function signInState(): Mirror<SignInState> {
  mirror ??= createMirror<SignInState>(signInRequests().getState, (listener) =>
    onEvent<SignInContract, 'stateChanged'>('signIn', 'stateChanged', listener),
  )
  return mirror
}

/** `null` until main has answered for the first time. */
export function useSignInState(): SignInState | null {
  return useStore(signInState(), (state) => state.value)
}
