import type { HubConnection, HubContract } from '#shared/contract/ipc/hub'
import { toDisposable, type Disposable } from '#shared/lib/disposable'

import { createClient, onEvent } from '../ipc/client'
import type { HubAddress } from './hub-socket'

/** How the window learns where the hub is. */
export interface HubLink {
  read(): Promise<HubAddress | null>
  onChanged(listener: (address: HubAddress | null) => void): Disposable
  /** The hub hung up, or let nobody in: main looks whether it still knows this desk. */
  checkSession(): void
  /** All of Otklik on this computer goes by the hub's time. */
  noteTime(aheadMs: number): void
  /** The system says that there is a network again. */
  onNetworkBack(listener: () => void): Disposable
}

/** Main starts the hub, or is signed in to a team's, and knows; both address and secret change when it starts again. */
export function hubLinkOfMain(): HubLink {
  const client = createClient<HubContract>('hub')
  return {
    read: async () => toAddress(await client.getConnection()),
    onChanged: (listener) =>
      onEvent<HubContract, 'connectionChanged'>('hub', 'connectionChanged', (connection) => {
        listener(toAddress(connection))
      }),
    checkSession: () => {
      client.checkSession().catch((error: unknown) => {
        reportError(error)
      })
    },
    noteTime: (aheadMs) => {
      client.noteTime({ aheadMs }).catch((error: unknown) => {
        reportError(error)
      })
    },
    onNetworkBack: (listener) => {
      window.addEventListener('online', listener)
      return toDisposable(() => {
        window.removeEventListener('online', listener)
      })
    },
  }
}

function toAddress(connection: HubConnection): HubAddress | null {
  return connection.kind === 'ready' ? { url: connection.url, secret: connection.secret } : null
}
