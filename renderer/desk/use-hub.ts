import { useState } from 'react'
import { useStore } from 'zustand'

import type { HubConnection, HubContract } from '#shared/contract/ipc/hub'

import { createClient } from '../ipc/client'
import { hubConnection } from '../ipc/hub-connection'

export interface HubState {
  readonly connection: HubConnection | null
  readonly restart: () => void
}

/** From the window's start, so that whoever asks the hub later knows where it is at the first try. */
export function useHub(): HubState {
  const [requests] = useState(() => createClient<HubContract>('hub'))
  return {
    connection: useStore(hubConnection(), (state) => state.value),
    restart: () => {
      void requests.restart()
    },
  }
}
