import { useEffect, useState, type ReactNode } from 'react'

import { afterPaint } from './after-paint'

/** What stands beside the thing that somebody waits for: drawn in the frame after it. */
export function AfterPaint({ children }: { readonly children: ReactNode }) {
  const [isDue, setIsDue] = useState(false)
  useEffect(() => {
    let isCurrent = true
    afterPaint(() => {
      if (isCurrent) setIsDue(true)
    })
    return () => {
      isCurrent = false
    }
  }, [])
  return isDue ? children : null
}
