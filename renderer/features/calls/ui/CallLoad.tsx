import { useEffect } from 'react'

import type { AgentId } from '#shared/domain/ids'

import { useDeskData } from '../../../data/desk-data-context'
import { isLive } from '../model/call-controls'
import { useCalls } from '../model/calls'

/** Tells the hub in how many calls one is, so that nobody is given cases above the capacity (spec Q19). */
export function CallLoad({ by }: { readonly by: AgentId | null }) {
  const data = useDeskData()
  const count = useCalls((state) => state.calls.filter(isLive).length)
  useEffect(() => {
    data.setCalls(count, by)
  }, [data, count, by])
  return null
}
