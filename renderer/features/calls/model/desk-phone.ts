import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

import type { RequestsOf } from '#shared/contract/define'
import type { DeskPhoneContract, DeskPhoneView, MoveFailure } from '#shared/contract/ipc/desk-phone'
import type { Result } from '#shared/lib/result'

import { BridgeError, createClient, onEvent } from '../../../ipc/client'
import { createMirror, type Mirror } from '../../../ipc/mirror'

let requests: RequestsOf<DeskPhoneContract> | null = null
let mirror: Mirror<DeskPhoneView> | null = null

export function deskPhoneRequests(): RequestsOf<DeskPhoneContract> {
  requests ??= createClient<DeskPhoneContract>('deskPhone')
  return requests
}

/** `null` until main has answered for the first time. */
export function useDeskPhone(): DeskPhoneView | null {
  mirror ??= createMirror<DeskPhoneView>(deskPhoneRequests().get, (listener) =>
    onEvent<DeskPhoneContract, 'changed'>('deskPhone', 'changed', listener),
  )
  return useStore(mirror, (state) => state.value)
}

export async function hasDeskPhone(): Promise<boolean> {
  return (await deskPhoneRequests().get()).phone !== null
}

/** What was asked of the phone and did not come about. */
export interface DeskPhoneTrouble {
  readonly reason: MoveFailure | 'bug'
  /** What was to be dialled: it can be tried another way. */
  readonly number: string | null
}

const trouble = createStore<{ readonly trouble: DeskPhoneTrouble | null }>(() => ({ trouble: null }))

export function useDeskPhoneTrouble(): DeskPhoneTrouble | null {
  return useStore(trouble, (state) => state.trouble)
}

export function dismissDeskPhoneTrouble(): void {
  trouble.setState({ trouble: null })
}

type Asked = Result<null, { readonly reason: MoveFailure }>

/** Asks, and lets the screen say why it did not come about. `true`: the phone has taken it. */
export async function askDeskPhone(ask: () => Promise<Asked>, number: string | null = null): Promise<boolean> {
  dismissDeskPhoneTrouble()
  try {
    const result = await ask()
    if (!result.ok) trouble.setState({ trouble: { reason: result.error.reason, number } })
    return result.ok
  } catch (error) {
    if (!(error instanceof BridgeError)) throw error
    trouble.setState({ trouble: { reason: 'bug', number } })
    return false
  }
}

export function dialOnDeskPhone(number: string): Promise<boolean> {
  return askDeskPhone(() => deskPhoneRequests().run({ kind: 'dial', number }), number)
}
