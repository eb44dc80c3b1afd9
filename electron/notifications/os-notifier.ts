import { Notification } from 'electron'

import type { Notifier } from './notices'

/** A notification that is not referred to any more loses its click (electron#12690), so the last ones are kept. */
const KEPT = 20

export function createOsNotifier(): Notifier {
  const shown: Notification[] = []
  return {
    show(notice, onClick) {
      if (!Notification.isSupported()) return false
      // Otklik plays its own sound, on the device that the person chose.
      const notification = new Notification({ ...notice, silent: true })
      notification.on('click', onClick)
      notification.show()
      shown.push(notification)
      if (shown.length > KEPT) shown.shift()
      return true
    },
  }
}
