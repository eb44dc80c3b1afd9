import { Button } from '@mantine/core'
import type { ReactNode } from 'react'

import type { ActionId } from '#shared/domain/keys/actions'

import { InlineError } from '../../../ui/InlineError'
import { useKeyWords } from '../../../ui/keys/use-key-words'
import classes from './MessageBubble.module.css'

export interface NoteAction {
  readonly label: string
  /** Whose key does the same on the message itself. */
  readonly action?: ActionId
  /** What helps most likely. */
  readonly isMain?: boolean
  readonly onClick: () => void
}

export interface RefusedNoteProps {
  readonly actions: readonly NoteAction[]
  readonly tone?: 'danger' | 'warn'
  /** What happened and what to do, as whole sentences. */
  readonly children: ReactNode
}

/** Stands under a message that the channel did not take as it was wished: what happened, and the buttons that help. */
export function RefusedNote({ actions, tone = 'danger', children }: RefusedNoteProps) {
  const keyWords = useKeyWords()
  return (
    <div className={classes.note}>
      <InlineError
        areActionsBelow
        tone={tone}
        actions={
          actions.length > 0 &&
          actions.map(({ label, action, isMain = false, onClick }) => (
            <Button
              key={label}
              size="compact-xs"
              color={tone === 'danger' ? 'danger' : 'accent'}
              title={action === undefined ? undefined : keyWords.beside(label, action)}
              aria-keyshortcuts={action === undefined ? undefined : keyWords.aria(action)}
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
