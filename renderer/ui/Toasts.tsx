import '@mantine/notifications/styles.css'

import { Notifications } from '@mantine/notifications'
import { useEffect } from 'react'

import { useAttended } from './attendance'
import { isAction } from './keys/key-table'
import classes from './Toasts.module.css'

/** As long as Mantine takes; each frame of it is one that the whole window is drawn for. */
const MOVES_MS = 250

/** Over the foot of the chat list: the one corner without a composer, call buttons or a client's card. */
export function Toasts() {
  useToastKey()
  const isThere = useAttended()
  return (
    <Notifications
      classNames={{ root: classes.root ?? '', notification: classes.toast ?? '' }}
      position="bottom-left"
      containerWidth={316}
      limit={3}
      autoClose={7000}
      transitionDuration={isThere ? MOVES_MS : 0}
    />
  )
}

/** What the newest toast offers is done by a key, too; one that only tells something has no button but its cross. */
function useToastKey(): void {
  useEffect(() => {
    const handleKeys = (event: KeyboardEvent) => {
      if (event.repeat || !isAction(event, 'toast')) return
      const offers = document.querySelectorAll<HTMLElement>(
        '.mantine-Notification-root button:not(.mantine-Notification-closeButton)',
      )
      const newest = [...offers].at(-1)
      if (!newest) return
      event.preventDefault()
      newest.click()
    }
    window.addEventListener('keydown', handleKeys)
    return () => {
      window.removeEventListener('keydown', handleKeys)
    }
  }, [])
}
