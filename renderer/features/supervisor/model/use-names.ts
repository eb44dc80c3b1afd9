import { useCallback } from 'react'

import type { Agent } from '#shared/domain/agent'
import type { Channel } from '#shared/domain/channel'
import type { Directory } from '#shared/domain/directory'
import type { AgentId, TeamId } from '#shared/domain/ids'
import type { Team } from '#shared/domain/team'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { useObserved } from '../../../ui/use-observed'

const NOBODY: readonly Agent[] = []
const NO_CHANNELS: readonly Channel[] = []
const EMPTY: Directory = { teams: [], topics: [], groups: [], bots: [] }

export interface Names {
  readonly teams: readonly Team[]
  readonly channels: readonly Channel[]
  readonly agent: (id: AgentId) => string
  readonly team: (id: TeamId | null) => string
}

/** The wall knows ids only; who and what they are is in the desk's cache. */
export function useNames(): Names {
  const { t } = useTranslation(['supervisor', 'cases'])
  const data = useDeskData()
  const agents = useObserved(
    useCallback((listener: (agents: readonly Agent[]) => void) => data.observeAgents(listener), [data]),
    NOBODY,
  )
  const channels = useObserved(
    useCallback((listener: (channels: readonly Channel[]) => void) => data.observeChannels(listener), [data]),
    NO_CHANNELS,
  )
  const { teams } = useObserved(
    useCallback((listener: (directory: Directory) => void) => data.observeDirectory(listener), [data]),
    EMPTY,
  )
  return {
    teams,
    channels,
    agent: (id) => agents.find((agent) => agent.id === id)?.name ?? t('cases:name.someone'),
    team: (id) => (id === null ? t('noTeam') : (teams.find((team) => team.id === id)?.name ?? t('goneTeam'))),
  }
}
