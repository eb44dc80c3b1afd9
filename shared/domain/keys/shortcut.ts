/**
 * Shortcuts are named by physical key (`KeyboardEvent.code`), so that Ctrl+K is the same key in ЙЦУКЕН as in QWERTY.
 * Written as `Ctrl+KeyK`, `Ctrl+Alt+Shift+ArrowUp`, `Escape`; Ctrl also means ⌘ on a Mac.
 */
export type Shortcut = string

export interface KeyLike {
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

export interface ShortcutParts {
  readonly hasCtrl: boolean
  readonly hasAlt: boolean
  readonly hasShift: boolean
  readonly code: string
}

const WRITTEN = /^(Ctrl\+)?(Alt\+)?(Shift\+)?([A-Za-z0-9]+)$/
const CODE =
  /^(?:Key[A-Z]|Digit\d|F(?:[1-9]|1\d|2[0-4])|Numpad(?:\d|Enter|Add|Subtract|Multiply|Divide|Decimal)|Arrow(?:Up|Down|Left|Right)|Enter|Escape|Tab|Space|Backspace|Delete|Insert|Home|End|PageUp|PageDown|Minus|Equal|BracketLeft|BracketRight|Backslash|IntlBackslash|Semicolon|Quote|Backquote|Comma|Period|Slash|Pause|ScrollLock|ContextMenu)$/
const MODIFIER = /^(?:Control|Shift|Alt|Meta|OS|CapsLock|NumLock|Fn)/

/** `null`: not written as a shortcut is. */
export function partsOf(shortcut: string): ShortcutParts | null {
  const match = WRITTEN.exec(shortcut)
  const code = match?.[4] ?? ''
  if (!match || !CODE.test(code)) return null
  return { hasCtrl: match[1] !== undefined, hasAlt: match[2] !== undefined, hasShift: match[3] !== undefined, code }
}

/** As it is written; `null` while only modifiers are down, or for a key that no keyboard names. */
export function shortcutOf(event: KeyLike): Shortcut | null {
  if (MODIFIER.test(event.code)) return null
  const parts = [
    event.ctrlKey || event.metaKey ? 'Ctrl' : null,
    event.altKey ? 'Alt' : null,
    event.shiftKey ? 'Shift' : null,
    event.code === 'NumpadEnter' ? 'Enter' : event.code,
  ]
  const shortcut = parts.filter((part) => part !== null).join('+')
  return partsOf(shortcut) ? shortcut : null
}

export function matchesShortcut(event: KeyLike, shortcut: Shortcut): boolean {
  return shortcutOf(event) === shortcut
}
