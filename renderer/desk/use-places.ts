import { useMemo } from 'react'

import { useLeaveGuard } from '../ui/unsaved/leave-guard-context'
import type { DeskPage, DeskStore } from './desk.store'

export type Places = Pick<DeskStore, 'goTo' | 'openSettings'>

/** The ways between the places of the desk; whoever would lose what is typed in one is asked first. */
export function usePlaces({ store, goTo, openSettings }: DeskStore): Places {
  const guard = useLeaveGuard()
  return useMemo(
    () => ({
      goTo: (page: DeskPage) => {
        if (store.getState().page === page) return
        guard.leave(() => {
          goTo(page)
        })
      },
      openSettings: (section) => {
        const { page, settingsSection } = store.getState()
        if (page === 'settings' && settingsSection === section) return
        guard.leave(() => {
          openSettings(section)
        })
      },
    }),
    [guard, store, goTo, openSettings],
  )
}
