import type { Administration } from '#shared/contract/administration'
import { defaultChannelSettings, type ChannelSettings } from '#shared/domain/channel-settings'
import type { ChannelId, TeamId } from '#shared/domain/ids'

import { listAgents } from '../store/agents'
import { listBots } from '../store/bots'
import { readDistribution, readHours, readRecordingPolicy } from '../store/central-settings'
import { channelTraits, listChannels, type StoredChannel } from '../store/channels'
import { readDirectory } from '../store/directory'
import { readFact } from '../store/facts'
import type { Read } from '../store/store'

export async function readAdministration(view: Read): Promise<Administration> {
  const { teams, topics, groups, statuses } = await readDirectory(view)
  const firstTeamId = await firstTeam(view)
  const channels = await listChannels(view)
  return {
    agents: [...(await listAgents(view))],
    teams,
    topics,
    groups,
    statuses,
    bots: [...(await listBots(view))],
    hours: await readHours(view),
    distribution: await readDistribution(view),
    recording: await readRecordingPolicy(view),
    channels: channels.map((row) => ({ channelId: row.id, settings: settingsOf(row, firstTeamId) })),
  }
}

/** Those that an administrator set, else those with which a channel begins; `null`: no such channel. */
export async function channelSettingsOf(view: Read, id: ChannelId): Promise<ChannelSettings | null> {
  const row = await channelTraits(view, id)
  return row && row.removedAtMs === null ? settingsOf(row, await firstTeam(view)) : null
}

export async function firstTeam(view: Read): Promise<TeamId> {
  const id = await readFact(view, 'teamId')
  if (id === null) throw new Error('A hub without its first team.')
  return id as TeamId
}

function settingsOf(
  { settings, kind }: Pick<StoredChannel, 'settings' | 'kind'>,
  firstTeamId: TeamId,
): ChannelSettings {
  return settings ?? defaultChannelSettings(firstTeamId, kind)
}
