interface PressedKey {
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const KEY = /^(?:Key([A-Z])|Digit(\d)|(F(?:[1-9]|1[0-2])))$/

/**
 * A pressed combination as Electron's global shortcuts write it: `CommandOrControl+Shift+A`. A lone function key is
 * allowed, a lone letter is not: it would be taken from every program. `null` while only modifiers are down.
 */
export function acceleratorOf(event: PressedKey): string | null {
  const match = KEY.exec(event.code)
  if (!match) return null
  const key = match[1] ?? match[2] ?? match[3] ?? ''
  const modifiers = [
    event.ctrlKey || event.metaKey ? 'CommandOrControl' : null,
    event.altKey ? 'Alt' : null,
    event.shiftKey ? 'Shift' : null,
  ].filter((each) => each !== null)
  const isAlone = modifiers.length === 0 || (modifiers.length === 1 && modifiers[0] === 'Shift')
  if (isAlone && !match[3]) return null
  return [...modifiers, key].join('+')
}

export function acceleratorLabel(accelerator: string): string {
  return accelerator.replace('CommandOrControl', 'Ctrl').split('+').join(' ')
}
