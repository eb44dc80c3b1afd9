import { Popover } from '@mantine/core'
import type { ReactNode } from 'react'

import { IconButton, type IconButtonProps } from './IconButton'

export interface IconPopoverProps extends Pick<IconButtonProps, 'label' | 'action' | 'tone' | 'size' | 'className'> {
  readonly icon: ReactNode
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  /** Pixels; as wide as its contents otherwise. */
  readonly width?: number
  readonly children: ReactNode
}

/** A button and the small dialog that it opens; the focus goes into it and comes back. */
export function IconPopover({ icon, isOpen, onOpenChange, width, children, ...button }: IconPopoverProps) {
  return (
    <Popover
      withRoles={false}
      opened={isOpen}
      onChange={onOpenChange}
      trapFocus
      returnFocus
      position="bottom-end"
      shadow="md"
      radius="md"
      {...(width === undefined ? {} : { width })}
    >
      <Popover.Target>
        <span>
          <IconButton
            {...button}
            isExpanded={isOpen}
            onClick={() => {
              onOpenChange(!isOpen)
            }}
          >
            {icon}
          </IconButton>
        </span>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={button.label}>
        {children}
      </Popover.Dropdown>
    </Popover>
  )
}
