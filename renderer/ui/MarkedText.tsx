import type { ReactNode } from 'react'

import classes from './MarkedText.module.css'

export interface MarkedTextProps {
  readonly text: string
  /** In their order, none over another. */
  readonly stretches: readonly { readonly start: number; readonly end: number }[]
}

/** A text in which some stretches are marked. */
export function MarkedText({ text, stretches }: MarkedTextProps) {
  const pieces: ReactNode[] = []
  let from = 0
  for (const { start, end } of stretches) {
    if (start > from) pieces.push(text.slice(from, start))
    pieces.push(
      <mark key={start} className={classes.mark}>
        {text.slice(start, end)}
      </mark>,
    )
    from = end
  }
  pieces.push(text.slice(from))
  return <>{pieces}</>
}
