import { useStore } from 'zustand'

import { hubConnection } from '../../../ipc/hub-connection'

/** Whether all that this computer's hub had has gone into a file for the hub of a team. */
export function useIsMoved(): boolean {
  return useStore(hubConnection(), ({ value }) => value?.kind === 'failed' && value.reason === 'moved')
}
