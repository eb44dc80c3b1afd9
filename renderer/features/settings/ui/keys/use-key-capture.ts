import { useEffect, useEffectEvent } from 'react'

import { shortcutOf, type Shortcut } from '#shared/domain/keys/shortcut'

interface Capture {
  readonly onKey: (key: Shortcut) => void
  /** A key that no keyboard names. */
  readonly onUnreadable: () => void
  readonly onLeave: () => void
}

const MODIFIERS = /^(?:Control|Shift|Alt|Meta|OS|CapsLock|NumLock|Fn)/

/** Hears the next combination before anybody else does. A lone Tab moves on and a lone Escape leaves, as everywhere. */
export function useKeyCapture(isListening: boolean, { onKey, onUnreadable, onLeave }: Capture): void {
  const hear = useEffectEvent((event: KeyboardEvent) => {
    const key = shortcutOf(event)
    if (MODIFIERS.test(event.code) || key === 'Tab' || key === 'Shift+Tab') return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (event.repeat) return
    if (key === 'Escape') onLeave()
    else if (key === null) onUnreadable()
    else onKey(key)
  })
  useEffect(() => {
    if (!isListening) return
    const handle = (event: KeyboardEvent) => {
      hear(event)
    }
    window.addEventListener('keydown', handle, true)
    return () => {
      window.removeEventListener('keydown', handle, true)
    }
  }, [isListening])
}
