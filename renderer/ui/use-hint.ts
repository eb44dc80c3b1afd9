import { useEffect, useRef, useState } from 'react'

import { matchesShortcut } from '#shared/domain/keys/shortcut'

/** As long as the theme's other tooltips wait. */
const DELAY_MS = 450

export interface Hint {
  /** Somebody has pointed at it: from here on there is something to build a tooltip for. */
  readonly isNeeded: boolean
  readonly isShown: boolean
  readonly onMouseEnter: () => void
  readonly onMouseLeave: () => void
}

/**
 * When the tooltip of a button is there. The library builds one for every button that is drawn, of which a window has dozens and
 * nobody ever points at most: half of what drawing the button costs.
 */
export function useHint(): Hint {
  const [isNeeded, setIsNeeded] = useState(false)
  const [isShown, setIsShown] = useState(false)
  const timer = useRef(0)
  useEffect(
    () => () => {
      clearTimeout(timer.current)
    },
    [],
  )
  useEffect(() => {
    if (!isShown) return
    const handleKey = (event: KeyboardEvent) => {
      if (matchesShortcut(event, 'Escape')) setIsShown(false)
    }
    window.addEventListener('keydown', handleKey, true)
    return () => {
      window.removeEventListener('keydown', handleKey, true)
    }
  }, [isShown])
  return {
    isNeeded,
    isShown,
    onMouseEnter: () => {
      setIsNeeded(true)
      clearTimeout(timer.current)
      timer.current = window.setTimeout(() => {
        setIsShown(true)
      }, DELAY_MS)
    },
    onMouseLeave: () => {
      clearTimeout(timer.current)
      setIsShown(false)
    },
  }
}
