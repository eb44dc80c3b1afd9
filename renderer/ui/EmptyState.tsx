import type { ReactNode } from 'react'

import classes from './EmptyState.module.css'

export interface EmptyStateProps {
  /** One of `illustrations`. */
  readonly picture: ReactNode
  /** What will appear here. */
  readonly title: string
  readonly hint?: string
  /** The one next step. */
  readonly action?: ReactNode
}

export function EmptyState({ picture, title, hint, action }: EmptyStateProps) {
  return (
    <div className={classes.root}>
      <span className={classes.picture}>{picture}</span>
      <p className={classes.title}>{title}</p>
      {hint && <p className={classes.hint}>{hint}</p>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  )
}
