import { useEffect } from 'react'

import type { Me } from '../data/desk-data'
import { appRequests } from '../features/settings/model/app-settings'

/** Tells main when the person's status takes no calls (spec N8). A call that rings already goes on ringing. */
export function useTakesCalls(me: Me | null): void {
  const takesCalls = me?.ownStatus?.takesCalls ?? true
  useEffect(() => {
    void appRequests().setTakesCalls({ takesCalls })
  }, [takesCalls])
}
