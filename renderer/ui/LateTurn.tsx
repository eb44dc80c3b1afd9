import { Fragment, useEffect, useState, type ReactNode } from 'react'

import classes from './LateTurn.module.css'
import { whenPainted } from './when-painted'

export interface LateTurnProps {
  /** Whose turn it is. */
  readonly of: string
  readonly children: ReactNode
}

/**
 * What stands beside the thing that somebody waits for: made anew for each, in the frame after it. What stood there before is
 * out of sight at once and taken down in that frame too.
 */
export function LateTurn({ of, children }: LateTurnProps) {
  const [turn, setTurn] = useState<string | null>(null)
  const [last, setLast] = useState<ReactNode>(null)
  const isDue = turn === of
  if (isDue && last !== children) setLast(children)
  useEffect(() => {
    if (isDue) return
    return whenPainted(() => {
      setTurn(of)
      return undefined
    })
  }, [of, isDue])
  return (
    <div className={classes.turn} data-gone={!isDue || undefined}>
      <Fragment key={turn}>{isDue ? children : last}</Fragment>
    </div>
  )
}
