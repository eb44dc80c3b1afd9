import { ACTIONS, type ActionId } from './actions'
import { partsOf, type Shortcut, type ShortcutParts } from './shortcut'

/** Why an action cannot have a key. */
export type KeyRefusal =
  | 'fixed'
  | 'unreadable'
  | 'tab'
  | 'escape'
  /** Writes or moves the caret where one types. */
  | 'text'
  /** Copies, pastes, selects, undoes in every text box. */
  | 'editing'
  /** Ctrl+Alt is AltGr: it writes characters in many layouts. */
  | 'altGr'
  /** The system, or its window, takes it first. */
  | 'system'

const F_KEY = /^F\d/
const CARET = /^(?:Arrow|Home$|End$|Page|Backspace$|Delete$|Insert$|Enter$|Space$)/
const EDITING: readonly Shortcut[] = [
  ...['KeyA', 'KeyC', 'KeyV', 'KeyX', 'KeyY', 'KeyZ'].map((code) => `Ctrl+${code}`),
  ...['KeyV', 'KeyZ'].map((code) => `Ctrl+Shift+${code}`),
  ...['Insert', 'Delete', 'Backspace'].flatMap((code) => [`Ctrl+${code}`, `Shift+${code}`]),
]
const SYSTEM: readonly Shortcut[] = [
  ...['KeyQ', 'KeyW', 'KeyH', 'KeyM', 'Space', 'F4'].map((code) => `Ctrl+${code}`),
  // Larger, smaller, as usual (spec L5).
  ...['Equal', 'Minus', 'Digit0', 'NumpadAdd', 'NumpadSubtract', 'Numpad0'].map((code) => `Ctrl+${code}`),
  ...['F4', 'Space', 'F10'].map((code) => `Alt+${code}`),
  'F10',
  'Shift+F10',
  'F11',
  'F12',
  'ContextMenu',
  'Ctrl+Shift+Escape',
]

/** `null`: the action may have it. What Otklik begins with is always allowed. */
export function keyRefusal(action: ActionId, shortcut: Shortcut): KeyRefusal | null {
  const { key, reach, isFixed } = ACTIONS[action]
  if (shortcut === key) return null
  if (isFixed) return 'fixed'
  const parts = partsOf(shortcut)
  if (!parts) return 'unreadable'
  if (parts.code === 'Tab') return 'tab'
  if (parts.code === 'Escape') return 'escape'
  if (SYSTEM.includes(shortcut)) return 'system'
  if (EDITING.includes(shortcut)) return 'editing'
  if (parts.hasCtrl && parts.hasAlt) return 'altGr'
  if (movesOrWrites(parts)) return reach === 'message' && isForMessages(parts) ? null : 'text'
  return null
}

/** Alone or with Shift every key but F1…F12 is the text’s; with Ctrl the arrows are. */
function movesOrWrites({ hasCtrl, hasAlt, code }: ShortcutParts): boolean {
  if (F_KEY.test(code)) return false
  if (!hasCtrl && !hasAlt) return true
  return hasCtrl && CARET.test(code) && code !== 'Enter'
}

/** Nothing is typed into a message that has the focus. */
function isForMessages({ hasCtrl, hasShift, code }: ShortcutParts): boolean {
  return !hasCtrl && !hasShift && ['Delete', 'Backspace', 'Insert'].includes(code)
}
