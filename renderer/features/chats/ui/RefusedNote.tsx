import { Button } from '@mantine/core'
import type { ReactNode } from 'react'

import { InlineError } from '../../../ui/InlineError'
import classes from './MessageBubble.module.css'

export interface NoteAction {
  readonly label: string
  /** What helps most likely. */
  readonly isMain?: boolean
  readonly onClick: () => void
}

export interface RefusedNoteProps {
  readonly actions: readonly NoteAction[]
  /** What happened and what to do, as whole sentences. */
  readonly children: ReactNode
}

/** Stands under a message that the channel did not take as it was wished: what happened, and the buttons that help. */
export function RefusedNote({ actions, children }: RefusedNoteProps) {
  return (
    <div className={classes.note}>
      <InlineError
        areActionsBelow
        actions={
          actions.length > 0 &&
          actions.map(({ label, isMain = false, onClick }) => (
            <Button
              key={label}
              size="compact-xs"
              color="danger"
              variant={isMain ? 'filled' : 'subtle'}
              onClick={onClick}
            >
              {label}
            </Button>
          ))
        }
      >
        {children}
      </InlineError>
    </div>
  )
}
