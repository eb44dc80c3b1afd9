import type { Shortcut } from '../ui/shortcut'

/** Of the desk itself, wherever one is in it. */
export const DESK_KEYS = {
  palette: 'Ctrl+KeyK',
  chats: 'Ctrl+Digit1',
  cases: 'Ctrl+Digit2',
  calls: 'Ctrl+Digit3',
  supervisor: 'Ctrl+Digit4',
  settings: 'Ctrl+Comma',
  status: 'Ctrl+Shift+KeyS',
  quiet: 'Alt+KeyQ',
  signOut: 'Ctrl+Shift+Digit0',
  endWrapUp: 'Ctrl+Shift+Digit8',
  moreWrapUp: 'Ctrl+Shift+Digit9',
} as const satisfies Readonly<Record<string, Shortcut>>
