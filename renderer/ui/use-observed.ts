import { startTransition, useEffect, useState } from 'react'

import type { Disposable } from '#shared/lib/disposable'

import { whenPainted } from './when-painted'

export type Observe<T> = (listener: (value: T) => void) => Disposable

/**
 * The newest value that a live query told. `observe` must be stable (`useCallback`): a new one is a new query,
 * and until it answers the hook gives `initial`, or with `keepsOld` what the query before it said. With `isLate` it is
 * asked after the frame that is being made, which does without.
 *
 * The first answer is drawn at once, for somebody has asked; what is told later gives way to keys and clicks (docs/adr/0090).
 */
export function useObserved<T>(observe: Observe<T>, initial: T, keepsOld = false, isLate = false): T {
  const [held, setHeld] = useState<{ readonly from: Observe<T>; readonly value: T } | null>(null)
  useEffect(() => {
    let isAnswered = false
    const begin = () =>
      observe((value) => {
        const tell = () => {
          setHeld({ from: observe, value })
        }
        if (isAnswered) startTransition(tell)
        else tell()
        isAnswered = true
      })
    if (isLate) return whenPainted(begin)
    const subscription = begin()
    return () => {
      subscription.dispose()
    }
    // How late it began is of no account later.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [observe])
  return held && (keepsOld || held.from === observe) ? held.value : initial
}
