import type { ComponentProps } from 'react'

import { IconPhone } from './icons'

/** A handset that is put down. The icon set's own «phone end» is a handset with a cross, which reads as a missed call. */
export function IconHangUp(props: ComponentProps<typeof IconPhone>) {
  return <IconPhone {...props} style={{ rotate: '135deg' }} />
}
