import { useCallback } from 'react'

import { useDeskData } from '../data/desk-data-context'
import { unseenMissed } from '../features/calls/model/history'
import { useObserved } from '../ui/use-observed'

/** As many as the list of calls shows at first. */
const LOOKED_AT = 200

/** How many missed calls nobody has seen in the list of calls. Counted once the first screen stands. */
export function useMissedCalls(isPainted: boolean): number {
  const data = useDeskData()
  return useObserved<number>(
    useCallback(
      (listener: (count: number) => void) =>
        isPainted
          ? data.observeCalls(LOOKED_AT, (calls) => {
              listener(unseenMissed(calls).length)
            })
          : { dispose: () => undefined },
      [data, isPainted],
    ),
    0,
  )
}
