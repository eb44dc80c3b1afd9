import { useEffect } from 'react'

import { useDeskData } from '../data/desk-data-context'
import { updateRequests } from '../data/updates'

/** Tells main what must reach the hub before Otklik may be replaced by a newer one (spec I3). */
export function useUnsent(isPainted: boolean): void {
  const data = useDeskData()
  useEffect(() => {
    if (!isPainted) return
    const watch = data.observeUnsent((unsent) => {
      void updateRequests().setUnsent(unsent)
    })
    return () => {
      watch.dispose()
    }
  }, [data, isPainted])
}
