import { useEffect } from 'react'

import { keepFocusHere } from '../ui/lost-focus'
import { FocusTrail } from './focus-trail'
import { homesFrom } from './parts'

/**
 * Where what had the focus is gone, another place takes it, at once and not only at the next key: a screen reader reads
 * what has the focus, and a person at the keyboard is never nowhere.
 */
export function useFocusHome(): void {
  useEffect(() => {
    const trail = new FocusTrail()
    const note = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target !== document.body) trail.note(target)
    }
    const goHomeSoon = () => {
      afterTwoFrames(() => {
        trail.goHome()
      })
    }
    // Chromium also says so of what is removed, hidden or disabled.
    const lookAfter = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget === null) goHomeSoon()
    }
    const handleKeys = (event: KeyboardEvent) => {
      keepFocusHere()
      trail.goHome()
      // What a key closes is gone a frame later.
      afterTwoFrames(() => {
        trail.goHome()
        arrive(trail, event)
      })
    }
    document.addEventListener('focusin', note)
    document.addEventListener('focusout', lookAfter)
    window.addEventListener('pointerdown', keepFocusHere, true)
    window.addEventListener('keydown', handleKeys, true)
    return () => {
      trail.dispose()
      document.removeEventListener('focusin', note)
      document.removeEventListener('focusout', lookAfter)
      window.removeEventListener('pointerdown', keepFocusHere, true)
      window.removeEventListener('keydown', handleKeys, true)
    }
  }, [])
}

/** A key that led somewhere before anything had the focus: from there on one goes on. */
function arrive(trail: FocusTrail, { defaultPrevented }: KeyboardEvent): void {
  if (!trail.isEmpty || !defaultPrevented || document.activeElement !== document.body) return
  if (document.querySelector('[role=dialog],[role=menu]') !== null) return
  homesFrom(null).some((element) => {
    element.focus()
    return document.activeElement === element
  })
}

function afterTwoFrames(task: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(task))
}
