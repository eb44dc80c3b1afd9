import { expect, it } from 'vitest'

import { ariaShortcut, shortcutLabel } from './shortcut-label'

it('[L2] writes the key as it is printed, in any layout', () => {
  expect(['Ctrl+KeyK', 'Alt+ArrowUp', 'Escape', 'Ctrl+Digit1', 'Ctrl+Slash', 'F1'].map(shortcutLabel)).toEqual([
    'Ctrl K',
    'Alt ↑',
    'Esc',
    'Ctrl 1',
    'Ctrl /',
    'F1',
  ])
})

it('[L4] and as screen readers take it', () => {
  expect(['Ctrl+Shift+KeyK', 'Alt+ArrowUp', 'Escape', 'Ctrl+Comma'].map(ariaShortcut)).toEqual([
    'Control+Shift+K',
    'Alt+ArrowUp',
    'Escape',
    'Control+,',
  ])
})
