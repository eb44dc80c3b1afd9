import type { ReactNode } from 'react'

import classes from './LinkButton.module.css'

export interface LinkButtonProps {
  /** Where it stands; not how it looks. */
  readonly className?: string | undefined
  readonly onClick: () => void
  readonly children: ReactNode
}

/** A small step that reads as a link. */
export function LinkButton({ className, onClick, children }: LinkButtonProps) {
  return (
    <button type="button" className={[classes.link, className].filter(Boolean).join(' ')} onClick={onClick}>
      {children}
    </button>
  )
}
