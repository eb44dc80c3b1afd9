import type { Shortcut } from '../../../ui/shortcut'

export const SUPERVISOR_KEYS = {
  bigScreen: 'Ctrl+Shift+Digit4',
  leaveBigScreen: 'Escape',
} as const satisfies Readonly<Record<string, Shortcut>>
