import { useEffect, useRef } from 'react'

import type { AgentId } from '#shared/domain/ids'

import { useDeskData } from '../../../data/desk-data-context'
import { attendance } from '../../../ui/attendance'
import { useClock } from '../../../ui/clock-context'
import { isLive } from '../model/call-controls'
import { useCalls } from '../model/calls'

/** A talk counts for so long after its end: what follows it (spec Q25) is known to the hub before one is free. */
const FREED_AFTER_MS = 2_000

/** Tells the hub in how many calls one is, so that nobody is given cases above the capacity (spec Q19). */
export function CallLoad({ by }: { readonly by: AgentId | null }) {
  const data = useDeskData()
  const clock = useClock()
  const count = useCalls((state) => state.calls.filter(isLive).length)
  const isTalking = useCalls((state) => state.calls.some(({ phase }) => phase.kind === 'active'))
  useEffect(() => {
    if (count === 0) return
    const held = attendance.hold()
    return () => {
      held.dispose()
    }
  }, [count])
  const told = useRef(0)
  const hasTalked = useRef(false)
  useEffect(() => {
    if (isTalking) hasTalked.current = true
    const tell = (): void => {
      told.current = count
      hasTalked.current = isTalking
      data.setCalls(count, by)
    }
    if (!hasTalked.current || count >= told.current) {
      tell()
      return
    }
    const timer = clock.schedule(FREED_AFTER_MS, tell)
    return () => {
      timer.dispose()
    }
  }, [data, clock, count, isTalking, by])
  return null
}
