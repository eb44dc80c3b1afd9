import { useEffect, useState } from 'react'

import type { WidgetContract } from '#shared/contract/ipc/widget'
import type { RequestsOf } from '#shared/contract/define'

import { createClient, onEvent } from '../ipc/client'

export interface WidgetWindow {
  readonly isOpen: boolean
  readonly requests: RequestsOf<WidgetContract>
}

/** Main holds the window and says whether it is the icon or the card. */
export function useWidgetWindow(): WidgetWindow {
  const [requests] = useState(() => createClient<WidgetContract>('widget'))
  const [isOpen, setIsOpen] = useState(false)
  useEffect(() => {
    let isTold = false
    const subscription = onEvent<WidgetContract, 'stateChanged'>('widget', 'stateChanged', (state) => {
      isTold = true
      setIsOpen(state.isOpen)
    })
    void requests.getState().then((state) => {
      if (!isTold) setIsOpen(state.isOpen)
    })
    return () => {
      subscription.dispose()
    }
  }, [requests])
  return { isOpen, requests }
}
