import { useStore } from 'zustand'

import type { CallsContract } from '#shared/contract/ipc/calls'

import { createClient, onEvent } from '../../../ipc/client'
import { createCallsStore, type CallsState, type CallsStore } from './calls.store'

let ofThisWindow: CallsStore | null = null

/** One per window, begun by the first who asks. */
export function getCallsStore(): CallsStore {
  ofThisWindow ??= createCallsStore({
    requests: createClient<CallsContract>('calls'),
    onListChanged: (listener) => onEvent<CallsContract, 'listChanged'>('calls', 'listChanged', listener),
  })
  return ofThisWindow
}

export function useCalls<T>(select: (state: CallsState) => T): T {
  return useStore(getCallsStore(), select)
}
