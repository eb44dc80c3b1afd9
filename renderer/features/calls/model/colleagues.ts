import { useStore } from 'zustand'

import type { AppContract } from '#shared/contract/ipc/app'
import type { ColleaguesContract } from '#shared/contract/ipc/colleagues'
import type { Colleague, ColleagueSnapshot } from '#shared/domain/colleague'

import { createClient, onEvent } from '../../../ipc/client'
import { createMirror, type Mirror } from '../../../ipc/mirror'

let mirror: Mirror<readonly ColleagueSnapshot[]> | null = null

/** `null` until main has answered for the first time. */
export function useColleagues(): readonly ColleagueSnapshot[] | null {
  mirror ??= createMirror<readonly ColleagueSnapshot[]>(
    createClient<ColleaguesContract>('colleagues').list,
    (listener) => onEvent<ColleaguesContract, 'listChanged'>('colleagues', 'listChanged', listener),
  )
  return useStore(mirror, (state) => state.value)
}

export async function saveColleagues(list: readonly Colleague[]): Promise<void> {
  const colleagues = list.map(({ id, accountId, number, name }) => ({ id, accountId, number, name }))
  await createClient<AppContract>('app').changeSettings({ colleagues })
}

export function nameOf({ name, number }: Colleague): string {
  return name ?? number
}

export const PRESENCE_TONES: Record<ColleagueSnapshot['presence']['kind'], 'ok' | 'busy' | 'bad' | 'off'> = {
  free: 'ok',
  ringing: 'busy',
  calling: 'bad',
  talking: 'bad',
  unknown: 'off',
}
