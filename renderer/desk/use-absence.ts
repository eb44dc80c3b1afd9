import { useEffect, useRef, useState } from 'react'

import type { AppContract } from '#shared/contract/ipc/app'

import type { Me } from '../data/desk-data'
import { useDeskData } from '../data/desk-data-context'
import { appRequests } from '../features/settings/model/app-settings'
import { onEvent } from '../ipc/client'
import { comeBack, leave } from './absence'

/** Away while the screen is locked or the computer sleeps, and back with its person (spec N9). */
export function useAbsence(me: Me | null): void {
  const data = useDeskData()
  const [isAway, setIsAway] = useState<boolean | null>(null)
  const handled = useRef<boolean | null>(null)
  useEffect(() => {
    const changes = onEvent<AppContract, 'absenceChanged'>('app', 'absenceChanged', (change) => {
      setIsAway(change.isAway)
    })
    // What was told before this window was loaded; an event that came meanwhile is newer.
    void appRequests()
      .isAway()
      .then((now) => {
        setIsAway((told) => told ?? now)
      })
    return () => {
      changes.dispose()
    }
  }, [])
  const agent = me?.agent ?? null
  useEffect(() => {
    // Once for each going and coming: a status that is chosen meanwhile stays.
    if (!agent || isAway === null || handled.current === isAway) return
    handled.current = isAway
    if (isAway) {
      const status = leave(agent, localStorage)
      if (status) void data.setStatus(status)
      return
    }
    const back = comeBack(agent, localStorage)
    // A status that was removed meanwhile is plain «online» to the hub, as this one says.
    if (back) void data.setStatus('online', undefined, back.ownStatusId ?? undefined)
  }, [data, agent, isAway])
}
