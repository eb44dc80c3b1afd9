import { useEffect } from 'react'

import type { CallId } from '#shared/domain/ids'

import { useDeskData } from '../../../data/desk-data-context'
import { isLive } from '../model/call-controls'
import { useCalls } from '../model/calls'

/** Whenever calls end, and at the start of a desk that was killed in one, what was written about them goes to the hub. */
export function RemarksOfEnded() {
  const data = useDeskData()
  const isLoaded = useCalls((state) => state.isLoaded)
  const running = useCalls((state) =>
    state.calls
      .filter(isLive)
      .map(({ id }) => id)
      .join(),
  )
  useEffect(() => {
    if (isLoaded) void data.sendCallRemarks(running.split(',') as CallId[])
  }, [data, isLoaded, running])
  return null
}
