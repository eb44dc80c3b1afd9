import '@mantine/notifications/styles.css'

import { Notifications } from '@mantine/notifications'

import classes from './Toasts.module.css'

/** Over the foot of the chat list: the one corner without a composer, call buttons or a client's card. */
export function Toasts() {
  return (
    <Notifications
      classNames={{ root: classes.root ?? '', notification: classes.toast ?? '' }}
      position="bottom-left"
      containerWidth={316}
      limit={3}
      autoClose={7000}
    />
  )
}
