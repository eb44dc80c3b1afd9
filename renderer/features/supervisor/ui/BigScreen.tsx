import { useEffect, useRef, type ReactNode } from 'react'
import { createPortal } from 'react-dom'

import { useTranslation } from '../../../i18n/use-translation'
import { isAction } from '../../../ui/keys/key-table'
import { useKeyWords } from '../../../ui/keys/use-key-words'
import classes from './Wall.module.css'

export interface BigScreenProps {
  readonly title: string
  readonly onLeave: () => void
  readonly children: ReactNode
}

/** For a screen on the wall of the room: no navigation, large figures, over the whole of the screen. */
export function BigScreen({ title, onLeave, children }: BigScreenProps) {
  const { t } = useTranslation('supervisor')
  const keyWords = useKeyWords()
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    root.current?.focus()
    // All of the page, so that the cases behind a number still open over the wall. Where the system gives no full
    // screen, the wall fills the window.
    document.documentElement.requestFullscreen().catch(() => undefined)
    const handleKeys = (event: KeyboardEvent) => {
      if (isAction(event, 'leaveBigScreen')) onLeave()
    }
    // Escape in full screen is the system's: it is seen by what it does.
    const handleChange = () => {
      if (document.fullscreenElement === null) onLeave()
    }
    window.addEventListener('keydown', handleKeys)
    document.addEventListener('fullscreenchange', handleChange)
    return () => {
      window.removeEventListener('keydown', handleKeys)
      document.removeEventListener('fullscreenchange', handleChange)
      if (document.fullscreenElement !== null) void document.exitFullscreen()
    }
  }, [onLeave])
  return createPortal(
    <div
      ref={root}
      tabIndex={-1}
      className={classes.big}
      role="dialog"
      aria-modal
      aria-label={t('big.name', { title, key: keyWords.label('leaveBigScreen') })}
    >
      {children}
    </div>,
    document.body,
  )
}
