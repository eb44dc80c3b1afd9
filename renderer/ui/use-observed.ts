import { useEffect, useState } from 'react'

import type { Disposable } from '#shared/lib/disposable'

export type Observe<T> = (listener: (value: T) => void) => Disposable

/**
 * The newest value that a live query told. `observe` must be stable (`useCallback`): a new one is a new query,
 * and until it answers the hook gives `initial`, or with `keepsOld` what the query before it said.
 */
export function useObserved<T>(observe: Observe<T>, initial: T, keepsOld = false): T {
  const [held, setHeld] = useState<{ readonly from: Observe<T>; readonly value: T } | null>(null)
  useEffect(() => {
    const subscription = observe((value) => {
      setHeld({ from: observe, value })
    })
    return () => {
      subscription.dispose()
    }
  }, [observe])
  return held && (keepsOld || held.from === observe) ? held.value : initial
}
