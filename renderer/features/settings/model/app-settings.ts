import { useStore } from 'zustand'

import type { RequestsOf } from '#shared/contract/define'
import type { AppContract, Settings } from '#shared/contract/ipc/app'

import { createClient, onEvent } from '../../../ipc/client'
import { createMirror, type Mirror } from '../../../ipc/mirror'

let requests: RequestsOf<AppContract> | null = null
let mirror: Mirror<Settings> | null = null

export function appRequests(): RequestsOf<AppContract> {
  requests ??= createClient<AppContract>('app')
  return requests
}

export function appSettings(): Mirror<Settings> {
  mirror ??= createMirror<Settings>(appRequests().getSettings, (listener) =>
    onEvent<AppContract, 'settingsChanged'>('app', 'settingsChanged', listener),
  )
  return mirror
}

/** `null` until main has answered for the first time. */
export function useAppSettings(): Settings | null {
  return useStore(appSettings(), (state) => state.value)
}

/**
 * Only the given keys change. What main answers is what is shown, whoever changed it; also where the company has locked
 * one of them just now, which the screen hears by itself.
 */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const answer = await appRequests().changeSettings(change)
  appSettings().take(answer.ok ? answer.value : await appRequests().getSettings())
}
