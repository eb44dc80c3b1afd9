import { useCallback } from 'react'

import type { Agent } from '#shared/domain/agent'
import type { AgentId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { useObserved } from '../../../ui/use-observed'

const NOBODY: readonly Agent[] = []

/** A word of the kind for whoever is not known (any more). */
export function useAgentNames(): (id: AgentId) => string {
  const { t } = useTranslation('cases')
  const data = useDeskData()
  const agents = useObserved<readonly Agent[]>(
    useCallback((listener: (agents: readonly Agent[]) => void) => data.observeAgents(listener), [data]),
    NOBODY,
  )
  return (id) => agents.find((agent) => agent.id === id)?.name ?? t('name.someone')
}
