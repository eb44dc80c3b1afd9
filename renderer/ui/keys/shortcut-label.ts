import type { Shortcut } from '#shared/domain/keys/shortcut'

/** As tooltips show it: `Ctrl+KeyK` → `Ctrl K`, in the names that are printed on the keys. */
export function shortcutLabel(shortcut: Shortcut): string {
  return capsOf(shortcut).join(' ')
}

/** One for each key that is held. */
export function capsOf(shortcut: Shortcut): readonly string[] {
  return shortcut.split('+').map((part) => LABELS[part] ?? part.replace(/^(Key|Digit)/, '').replace(/^Numpad/, 'Num '))
}

/** As `aria-keyshortcuts` wants it: `Ctrl+KeyK` → `Control+K`. */
export function ariaShortcut(shortcut: Shortcut): string {
  return shortcut
    .split('+')
    .map((part) => ARIA[part] ?? part.replace(/^(Key|Digit|Numpad)/, ''))
    .join('+')
}

const SIGNS = {
  Slash: '/',
  Comma: ',',
  Period: '.',
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Backquote: '`',
} as const

const LABELS: Readonly<Record<string, string>> = {
  ...SIGNS,
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Delete: 'Del',
  Insert: 'Ins',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  NumpadAdd: 'Num +',
  NumpadSubtract: 'Num -',
  NumpadMultiply: 'Num *',
  NumpadDivide: 'Num /',
  NumpadDecimal: 'Num .',
}

const ARIA: Readonly<Record<string, string>> = { ...SIGNS, Ctrl: 'Control' }
