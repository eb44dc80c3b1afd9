import { useCallback, useState } from 'react'

import type { AgentRole } from '#shared/domain/agent'
import { isOffered, type DeskPart } from '#shared/domain/desk-parts'

import { useObserved } from '../ui/use-observed'
import { isTeamDesk } from './cache-name'
import type { Me } from './desk-data'
import { useDeskData } from './desk-data-context'

/**
 * What is offered to the person of this desk; `me`: where somebody observes it already. The hub of this computer has one
 * person, who administers it; at a team's hub it is the role of whoever signed in.
 */
export function offersTo(me: Me | null, isTeam = isTeamDesk(location.search)): (part: DeskPart) => boolean {
  const role: AgentRole | null = isTeam ? (me?.own.role ?? null) : 'administrator'
  return (part) => isOffered(part, role)
}

export function useOffers(): (part: DeskPart) => boolean {
  const data = useDeskData()
  const [isTeam] = useState(() => isTeamDesk(location.search))
  const me = useObserved<Me | null>(
    useCallback((listener: (me: Me | null) => void) => data.observeMe(listener), [data]),
    null,
  )
  return offersTo(me, isTeam)
}
