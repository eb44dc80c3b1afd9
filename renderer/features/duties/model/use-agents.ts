import { useCallback } from 'react'

import type { Agent } from '#shared/domain/agent'
import type { AgentId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { useObserved } from '../../../ui/use-observed'

const NOBODY: readonly Agent[] = []

/** Everybody who works or has worked here, by name. */
export function useAgents(): { readonly agents: readonly Agent[]; readonly nameOf: (id: AgentId | null) => string } {
  const { t } = useTranslation(['duties', 'cases'])
  const data = useDeskData()
  const agents = useObserved(
    useCallback((listener: (agents: readonly Agent[]) => void) => data.observeAgents(listener), [data]),
    NOBODY,
  )
  const nameOf = (id: AgentId | null) =>
    id === null ? t('system') : (agents.find((agent) => agent.id === id)?.name ?? t('cases:name.someone'))
  return { agents, nameOf }
}
