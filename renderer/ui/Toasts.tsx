import '@mantine/notifications/styles.css'

import { Notifications } from '@mantine/notifications'

/** At the top: the lower right corner is where messages are sent. */
export function Toasts() {
  return <Notifications position="top-right" limit={3} autoClose={7000} />
}
