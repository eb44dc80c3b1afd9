import { useStore } from 'zustand'

import type { CallsContract } from '#shared/contract/ipc/calls'

import { createClient, onEvent } from '../../../ipc/client'
import { createCallsStore, type CallsState, type CallsStore } from './calls.store'
import { dialOnDeskPhone, hasDeskPhone } from './desk-phone'

let ofThisWindow: CallsStore | null = null

/** One per window, begun by the first who asks. */
export function getCallsStore(): CallsStore {
  ofThisWindow ??= createCallsStore({
    requests: createClient<CallsContract>('calls'),
    onListChanged: (listener) => onEvent<CallsContract, 'listChanged'>('calls', 'listChanged', listener),
    // Whoever has a telephone on the desk and no line here means that telephone.
    dialWithoutLine: async (number) => ((await hasDeskPhone()) ? dialOnDeskPhone(number) : null),
  })
  return ofThisWindow
}

export function useCalls<T>(select: (state: CallsState) => T): T {
  return useStore(getCallsStore(), select)
}
