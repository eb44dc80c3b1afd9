import { useCallback } from 'react'

import type { AgentId } from '#shared/domain/ids'
import type { Telephony } from '#shared/domain/telephony'

import { useDeskData } from '../../../data/desk-data-context'
import type { Me } from '../../../data/desk-data'
import { useObserved } from '../../../ui/use-observed'

export interface MyTelephony {
  readonly telephony: Telephony
  readonly meId: AgentId
  /** Of the phone that would ring first; `null`: nobody said which is mine. */
  readonly extension: string | null
}

/** `null`: no PBX is connected, or nobody is known to sit here. */
export function useTelephony(): MyTelephony | null {
  const data = useDeskData()
  const telephony = useObserved<Telephony | null>(
    useCallback((listener: (value: Telephony | null) => void) => data.observeTelephony(listener), [data]),
    null,
  )
  const me = useObserved<Me | null>(
    useCallback((listener: (value: Me | null) => void) => data.observeMe(listener), [data]),
    null,
  )
  if (!telephony || !me) return null
  const mine = telephony.employees.find(({ agentId }) => agentId === me.agent.id)
  return { telephony, meId: me.agent.id, extension: mine?.extension ?? null }
}
