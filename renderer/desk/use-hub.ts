import { useEffect, useState } from 'react'
import { useStore } from 'zustand'

import type { HubConnection, HubContract } from '#shared/contract/ipc/hub'

import { createClient, onEvent } from '../ipc/client'
import { createMirror } from '../ipc/mirror'

export interface HubState {
  readonly connection: HubConnection | null
  readonly restart: () => void
}

export function useHub(): HubState {
  const [requests] = useState(() => createClient<HubContract>('hub'))
  const [mirror] = useState(() =>
    createMirror<HubConnection>(
      () => requests.getConnection(),
      (listener) => onEvent<HubContract, 'connectionChanged'>('hub', 'connectionChanged', listener),
    ),
  )
  useEffect(
    () => () => {
      mirror.dispose()
    },
    [mirror],
  )
  return {
    connection: useStore(mirror, (state) => state.value),
    restart: () => {
      void requests.restart()
    },
  }
}
