import { useEffect } from 'react'

import { isAction } from '../ui/keys/key-table'
import { shownParts, startOf } from './parts'

/**
 * F6 and Shift+F6 walk over the parts of the window (`data-part`): bars and banners too, which nobody reaches by Tab in
 * a hurry.
 */
export function useParts(): void {
  useEffect(() => {
    const handleKeys = (event: KeyboardEvent) => {
      const step = isAction(event, 'nextPart') ? 1 : isAction(event, 'previousPart') ? -1 : 0
      if (step === 0 || document.querySelector('[role=dialog],[role=menu]') !== null) return
      event.preventDefault()
      walk(step)
    }
    window.addEventListener('keydown', handleKeys)
    return () => {
      window.removeEventListener('keydown', handleKeys)
    }
  }, [])
}

function walk(step: 1 | -1): void {
  const parts = shownParts()
  const here = parts.findLastIndex((part) => part.contains(document.activeElement))
  const from = here === -1 && step === -1 ? 0 : here
  for (let tried = 1; tried <= parts.length; tried += 1) {
    const part = parts[(from + step * tried + parts.length * 2) % parts.length]
    const start = part && startOf(part)
    start?.focus()
    if (start && document.activeElement === start) return
  }
}
