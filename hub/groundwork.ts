import { userInfo } from 'node:os'

import type { AgentId, ChannelGroupId, TeamId } from '#shared/domain/ids'

import type { NewId } from './ids'
import { addAgent, updateAgent } from './store/agents'
import { groupOlderChannels } from './store/channels'
import { putGroup, putTeam } from './store/directory'
import { readFact, writeFact } from './store/facts'
import type { Read, Store, Write } from './store/store'

const FIRST_NAMES = {
  ru: { team: 'Все сотрудники', group: 'Основная группа' },
  en: { team: 'Everybody', group: 'Main group' },
} as const

export interface Groundwork {
  readonly feedId: string
  /** The person of an embedded hub. */
  readonly me: AgentId
}

/** What every hub has from its first start: a name for its feed, its person, one team, one channel group. */
export async function layGroundwork(
  store: Store,
  newId: NewId,
  language: keyof typeof FIRST_NAMES = 'ru',
): Promise<Groundwork> {
  const { feedId, me, teamId } = await store.read(knownFacts)
  if (feedId !== null && me !== null && teamId !== null) return { feedId, me }
  return store.write((tx) => lay(tx, newId, FIRST_NAMES[language]))
}

async function knownFacts(view: Read) {
  return {
    feedId: await readFact(view, 'feedId'),
    // Written by us from an agent's id.
    me: (await readFact(view, 'agentId')) as AgentId | null,
    teamId: await readFact(view, 'teamId'),
  }
}

async function lay(tx: Write, newId: NewId, names: (typeof FIRST_NAMES)['ru' | 'en']): Promise<Groundwork> {
  const known = await knownFacts(tx)
  const laid: Groundwork = { feedId: known.feedId ?? newId(), me: known.me ?? newId<AgentId>() }
  // Another hub that started at the same time was quicker.
  if (known.teamId !== null) return laid
  // Receives the cases of a channel for which nobody chose otherwise.
  const teamId = newId<TeamId>()
  await addTeamAndGroup(tx, teamId, newId, names)
  await addPerson(tx, laid.me, teamId, known.me === null)
  await writeFact(tx, 'feedId', laid.feedId)
  await writeFact(tx, 'agentId', laid.me)
  await writeFact(tx, 'teamId', teamId)
  return laid
}

async function addTeamAndGroup(
  tx: Write,
  teamId: TeamId,
  newId: NewId,
  names: { readonly team: string; readonly group: string },
): Promise<void> {
  const groupId = newId<ChannelGroupId>()
  await putTeam(tx, { id: teamId, name: names.team })
  await putGroup(tx, { id: groupId, name: names.group })
  await groupOlderChannels(tx, groupId)
}

async function addPerson(tx: Write, me: AgentId, teamId: TeamId, isNew: boolean): Promise<void> {
  if (!isNew) {
    await updateAgent(tx, me, { teamIds: [teamId] })
    return
  }
  await addAgent(tx, {
    id: me,
    name: userInfo().username,
    role: 'administrator',
    status: 'online',
    statusSinceMs: tx.nowMs,
    capacity: null,
    teamIds: [teamId],
    isRemoved: false,
  })
}
