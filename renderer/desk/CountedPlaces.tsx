import { useCallback, useEffect } from 'react'

import type { NoticesContract } from '#shared/contract/ipc/notices'

import type { CaseCounts } from '../data/desk-data'
import { useDeskData } from '../data/desk-data-context'
import { createClient } from '../ipc/client'
import { useObserved } from '../ui/use-observed'
import { RailPlaces, type RailPlacesProps } from './RailPlaces'
import { useMissedCalls } from './use-missed-calls'

const NO_CASES: CaseCounts = { mine: 0, later: 0, queue: 0 }

export interface CountedPlacesProps extends Pick<RailPlacesProps, 'page' | 'isSupervisor' | 'onPage'> {
  readonly isPainted: boolean
}

/** What is counted here changes with each message: nothing around it is drawn again for that. */
export function CountedPlaces({ isPainted, ...place }: CountedPlacesProps) {
  const data = useDeskData()
  const unread = useObserved<number>(
    useCallback((listener: (count: number) => void) => data.observeUnreadTotal(listener), [data]),
    0,
  )
  const counts = useObserved<CaseCounts>(
    useCallback((listener: (counts: CaseCounts) => void) => data.observeCaseCounts(listener), [data]),
    NO_CASES,
  )
  const missed = useMissedCalls(isPainted)
  useEffect(() => {
    void createClient<NoticesContract>('notices').setUnread({ count: unread })
  }, [unread])
  return <RailPlaces {...place} unread={unread} counts={counts} missed={missed} />
}
