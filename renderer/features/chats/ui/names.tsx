import { createContext, use, useCallback, useMemo, type ReactNode } from 'react'

import type { Agent } from '#shared/domain/agent'
import type { Directory } from '#shared/domain/directory'
import type { AgentId, BotId, TeamId, TopicId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { useObserved } from '../../../ui/use-observed'

interface People {
  readonly agents: readonly Agent[]
  readonly directory: Directory
}

const NOBODY: readonly Agent[] = []
const EMPTY: Directory = { teams: [], topics: [], groups: [], bots: [] }

const PeopleContext = createContext<People>({ agents: NOBODY, directory: EMPTY })

/** Who is who, read once for the whole page. */
export function PeopleProvider({ children }: { readonly children: ReactNode }) {
  const data = useDeskData()
  const agents = useObserved<readonly Agent[]>(
    useCallback((listener: (agents: readonly Agent[]) => void) => data.observeAgents(listener), [data]),
    NOBODY,
  )
  const directory = useObserved<Directory>(
    useCallback((listener: (directory: Directory) => void) => data.observeDirectory(listener), [data]),
    EMPTY,
  )
  const people = useMemo(() => ({ agents, directory }), [agents, directory])
  return <PeopleContext value={people}>{children}</PeopleContext>
}

export function usePeople(): People {
  return use(PeopleContext)
}

export interface Names {
  readonly agent: (id: AgentId) => string
  /** `null`: everybody's queue. */
  readonly team: (id: TeamId | null) => string
  readonly bot: (id: BotId) => string
  readonly topic: (id: TopicId) => string
}

/** Names for ids; a word of the kind where the name is not known (any more). */
export function useNames(): Names {
  const { agents, directory } = usePeople()
  const { t } = useTranslation('cases')
  return useMemo(
    () => ({
      agent: (id) => nameOf(agents, id) ?? t('name.someone'),
      team: (id) => (id === null ? t('event.everybody') : (nameOf(directory.teams, id) ?? t('name.team'))),
      bot: (id) => nameOf(directory.bots, id) ?? t('name.bot'),
      topic: (id) => nameOf(directory.topics, id) ?? t('name.topic'),
    }),
    [agents, directory, t],
  )
}

function nameOf(list: readonly { readonly id: string; readonly name: string }[], id: string): string | undefined {
  return list.find((member) => member.id === id)?.name
}
