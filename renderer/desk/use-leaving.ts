import { useEffect } from 'react'

import type { AppContract } from '#shared/contract/ipc/app'

import { appRequests } from '../features/settings/model/app-settings'
import { onEvent } from '../ipc/client'
import { useLeaveGuard } from '../ui/unsaved/leave-guard-context'

/** Main asks before it hides the window or quits while something is unsaved; it is told when there is. */
export function useLeaving(): void {
  const guard = useLeaveGuard()
  useEffect(() => {
    let told = false
    const tell = (): void => {
      const hasUnsaved = guard.store.getState().unsaved > 0
      if (told === hasUnsaved) return
      told = hasUnsaved
      void appRequests().setUnsaved({ hasUnsaved })
    }
    const unsubscribe = guard.store.subscribe(tell)
    const requests = onEvent<AppContract, 'leaveRequested'>('app', 'leaveRequested', ({ how }) => {
      guard.leave(() => void appRequests().leave({ how }))
    })
    return () => {
      unsubscribe()
      requests.dispose()
    }
  }, [guard])
}
