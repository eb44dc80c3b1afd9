/**
 * Shortcuts are named by physical key (`KeyboardEvent.code`), so that Ctrl+K is the same key in ЙЦУКЕН as in QWERTY.
 * Written as `Ctrl+KeyK`, `Alt+ArrowUp`, `Escape`; Ctrl also means ⌘ on a Mac.
 */
export type Shortcut = string

export interface KeyLike {
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

export function matchesShortcut(event: KeyLike, shortcut: Shortcut): boolean {
  const parts = shortcut.split('+')
  const code = parts.at(-1)
  return (
    sameKey(event.code, code ?? '') &&
    (event.ctrlKey || event.metaKey) === parts.includes('Ctrl') &&
    event.altKey === parts.includes('Alt') &&
    event.shiftKey === parts.includes('Shift')
  )
}

/** As tooltips show it: `Ctrl+KeyK` → `Ctrl K`. */
export function shortcutLabel(shortcut: Shortcut): string {
  return shortcut
    .split('+')
    .map((part) => LABELS[part] ?? part.replace(/^(Key|Digit)/, ''))
    .join(' ')
}

const LABELS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Slash: '/',
  Comma: ',',
  Delete: 'Del',
}

/** The two Enter keys are one to the hand. */
function sameKey(code: string, wanted: string): boolean {
  return code === wanted || (wanted === 'Enter' && code === 'NumpadEnter')
}
