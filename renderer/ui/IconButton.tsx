import { ActionIcon, Tooltip, type FloatingPosition } from '@mantine/core'
import { useMergedRef } from '@mantine/hooks'
import { memo, useRef, type MouseEventHandler, type ReactNode, type Ref } from 'react'

import type { ActionId } from '#shared/domain/keys/actions'

import { Keys } from './Keys'
import { useKeyWords } from './keys/use-key-words'
import { isSameDrawing } from './same-drawing'
import { useHint } from './use-hint'
import { useStable } from './use-stable'

export interface IconButtonProps {
  /** Name for everyone: tooltip and screen reader. */
  readonly label: string
  /** What it does by a key too: shown in the tooltip, told to screen readers. */
  readonly action?: ActionId | undefined
  /** A key of no action, shown in the tooltip, e.g. `Esc`. */
  readonly keys?: string | undefined
  /** More than the name: under it in the tooltip, and what a screen reader says after it. */
  readonly hint?: string | null
  /** Why it cannot be used; the button stays reachable so that the reason can be read. */
  readonly disabledReason?: string | null
  readonly onClick?: MouseEventHandler<HTMLButtonElement>
  readonly tone?: 'plain' | 'accent' | 'danger'
  readonly variant?: 'subtle' | 'filled' | 'light'
  readonly size?: number
  readonly tooltipPosition?: FloatingPosition
  readonly isPressed?: boolean
  readonly isExpanded?: boolean
  readonly hasPopup?: boolean
  /** By these two, told by what opens it, a menu and its button name each other. */
  readonly id?: string
  readonly 'aria-controls'?: string
  readonly className?: string
  readonly tabIndex?: number
  readonly ref?: Ref<HTMLButtonElement>
  readonly children: ReactNode
}

export function IconButton({ onClick, ...props }: IconButtonProps) {
  return <Drawn {...props} onClick={useStable(onClick)} />
}

/** Drawn again when it looks different: what stands around it is drawn with every key and every chat. */
const Drawn = memo(DrawnButton, isSameDrawing)

function DrawnButton(props: IconButtonProps) {
  const {
    label,
    action,
    keys,
    hint,
    disabledReason,
    onClick,
    tone = 'plain',
    variant = 'subtle',
    size = 34,
    ref,
  } = props
  const isDisabled = Boolean(disabledReason)
  const keyWords = useKeyWords()
  const own = useRef<HTMLButtonElement>(null)
  const button = useMergedRef(own, ref)
  const { isNeeded, isShown, onMouseEnter, onMouseLeave } = useHint()
  return (
    <>
      <ActionIcon
        ref={button}
        type="button"
        id={props.id}
        aria-controls={props['aria-controls']}
        aria-label={label}
        aria-description={disabledReason ?? hint ?? undefined}
        aria-disabled={isDisabled || undefined}
        aria-keyshortcuts={action === undefined || isDisabled ? undefined : keyWords.aria(action)}
        aria-pressed={props.isPressed}
        aria-expanded={props.isExpanded}
        aria-haspopup={props.hasPopup ? 'menu' : undefined}
        {...(isDisabled ? { 'data-disabled': true } : {})}
        variant={variant}
        {...(tone === 'plain' ? { c: 'var(--text-2)' } : { color: tone })}
        size={size}
        className={props.className ?? ''}
        tabIndex={props.tabIndex}
        onMouseEnter={onMouseEnter}
        onMouseLeave={onMouseLeave}
        onClick={(event) => {
          if (!isDisabled) onClick?.(event)
        }}
      >
        {props.children}
      </ActionIcon>
      {isNeeded && (
        <Tooltip
          target={own}
          opened={isShown && !props.isExpanded}
          label={
            <>
              <Keys label={disabledReason ?? label} {...(isDisabled ? {} : { action, keys })} />
              {hint && !isDisabled && <div>{hint}</div>}
            </>
          }
          position={props.tooltipPosition ?? 'bottom'}
        />
      )}
    </>
  )
}
