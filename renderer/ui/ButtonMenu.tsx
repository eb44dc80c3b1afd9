import { Menu, type MenuProps } from '@mantine/core'
import { memo, type ReactElement, type ReactNode } from 'react'

import { isSameDrawing } from './same-drawing'
import { useStable } from './use-stable'

export interface ButtonMenuProps {
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  readonly button: ReactElement
  readonly position: NonNullable<MenuProps['position']>
  /** As the library has them where it is left out. */
  readonly closing?: Pick<MenuProps, 'returnFocus' | 'clickOutsideEvents'>
  readonly children: ReactNode
}

/** A menu of a button that stays from chat to chat: closed it is drawn again when its button looks different, and else not. */
export function ButtonMenu({ onOpenChange, ...props }: ButtonMenuProps) {
  return <Drawn {...props} onOpenChange={useStable(onOpenChange)} />
}

const Drawn = memo(
  DrawnMenu,
  (before, after) =>
    !before.isOpen && !after.isOpen && isSameDrawing({ ...before, children: null }, { ...after, children: null }),
)

function DrawnMenu({ isOpen, onOpenChange, button, position, closing, children }: ButtonMenuProps) {
  return (
    <Menu opened={isOpen} onChange={onOpenChange} position={position} {...closing}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
