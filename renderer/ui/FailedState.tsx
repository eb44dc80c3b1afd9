import type { ReactNode } from 'react'

import { EmptyState } from './EmptyState'

export interface FailedStateProps {
  readonly picture: ReactNode
  /** What happened and what to do, as whole sentences. */
  readonly title: string
  readonly action: ReactNode
}

/** In the place of everything that could not be had. Spoken once by screen readers. */
export function FailedState({ picture, title, action }: FailedStateProps) {
  return (
    <div role="alert">
      <EmptyState picture={picture} title={title} action={action} />
    </div>
  )
}
