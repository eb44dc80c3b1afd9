import { useCallback } from 'react'

import type { Channel } from '#shared/domain/channel'

import { useDeskData } from '../../../data/desk-data-context'
import { useObserved } from '../../../ui/use-observed'

/** `null` until the cache has answered. */
export function useChannels(): readonly Channel[] | null {
  const data = useDeskData()
  const observe = useCallback(
    (listener: (channels: readonly Channel[]) => void) => data.observeChannels(listener),
    [data],
  )
  return useObserved<readonly Channel[] | null>(observe, null)
}
