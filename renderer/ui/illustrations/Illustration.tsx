import type { ReactNode } from 'react'

import classes from './Illustration.module.css'

export interface IllustrationProps {
  readonly children: ReactNode
}

/** A small line drawing: the lines are of the text's colour, one part carries the accent. Says nothing to a screen reader: the words beside it do. */
export function Illustration({ children }: IllustrationProps) {
  return (
    <svg className={classes.root} viewBox="0 0 120 88" width={120} height={88} aria-hidden focusable={false}>
      {children}
    </svg>
  )
}
