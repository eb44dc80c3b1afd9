import type { ReactNode } from 'react'

import { IconAlertCircle } from './icons'
import classes from './InlineError.module.css'

export interface InlineErrorProps {
  /** What happened and what to do, as whole sentences. */
  readonly children: ReactNode
  readonly actions?: ReactNode
  /** Several actions stand under the sentences, a single small one beside them. */
  readonly areActionsBelow?: boolean
  readonly tone?: 'danger' | 'warn'
  readonly id?: string
}

/** Stands where the error happened. Spoken once by screen readers. */
export function InlineError({ children, actions, areActionsBelow = false, tone = 'danger', id }: InlineErrorProps) {
  return (
    <div role="alert" className={classes.root} data-tone={tone} id={id}>
      <IconAlertCircle size={16} stroke={1.8} aria-hidden className={classes.icon} />
      <div className={classes.text}>{children}</div>
      {actions && (
        <div className={classes.actions} data-below={areActionsBelow || undefined}>
          {actions}
        </div>
      )}
    </div>
  )
}
