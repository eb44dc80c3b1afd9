import { useCallback, useState } from 'react'

import { forgetDesk, isOver, type CacheTrouble } from '../data/cache-health'
import { cacheNameOf } from '../data/cache-name'
import { deleteCache } from '../data/empty-cache'
import { useDeskData } from '../data/desk-data-context'
import { appRequests } from '../features/settings/model/app-settings'
import { cacheRequests } from '../features/settings/model/cache-state'
import { useObserved } from '../ui/use-observed'

export interface CacheState {
  readonly trouble: CacheTrouble | null
  /** Starting anew was asked for and could not be done. */
  readonly isStuck: boolean
  /** Puts the unreadable database aside, or a copy of the one that a newer version has kept; the window opens again with an empty one. */
  readonly restart: () => void
  /** Without the keyring for good; the window opens again with an empty one. */
  readonly giveKeyUp: () => void
  readonly understand: () => void
}

export function useCacheTrouble(): CacheState {
  const data = useDeskData()
  const [isUnderstood, setUnderstood] = useState(false)
  const [isStuck, setStuck] = useState(false)
  const trouble = useObserved<CacheTrouble | null>(
    useCallback((listener: (trouble: CacheTrouble | null) => void) => data.observeCache(listener), [data]),
    null,
  )
  return {
    trouble: isUnderstood && trouble !== null && isOver(trouble) ? null : trouble,
    isStuck,
    restart: () => {
      void (trouble === 'newer' ? replaceNewer() : replaceUnreadable()).then((isDone) => {
        setStuck(!isDone)
      })
    },
    giveKeyUp: () => void cacheRequests().giveKeyUp(),
    understand: () => {
      setUnderstood(true)
      if (trouble === 'keyLost') void data.forgetLost()
    },
  }
}

function replaceUnreadable(): Promise<boolean> {
  forgetDesk(localStorage, cacheNameOf(location.search))
  return appRequests().restartCache()
}

async function replaceNewer(): Promise<boolean> {
  if (!(await appRequests().copyCache())) return false
  await deleteCache(cacheNameOf(location.search), localStorage)
  await appRequests().reloadDesk()
  return true
}
