import { asc, eq } from 'drizzle-orm'

import type { ChannelGroup, Directory, Topic } from '#shared/domain/directory'
import type { ChannelGroupId, TeamId } from '#shared/domain/ids'
import type { Team } from '#shared/domain/team'

import { readTargets, readTemplates } from './central-settings'
import { listOwnStatuses } from './own-statuses'
import { forgetRead, readOnce } from './read-once'
import { bots, channelGroups, teams, topics } from './schema'
import type { Read, Write } from './store'

/** The one row's id in the feed. */
export const DIRECTORY_ID = 'directory'

export function readDirectory(view: Read): Promise<Directory> {
  return readOnce(view, 'directory', () => queryDirectory(view))
}

/** For whoever has changed a part of it. */
export function directoryChanged(tx: Write): void {
  forgetRead(tx, 'directory')
  tx.changed('directory', DIRECTORY_ID)
}

async function queryDirectory(view: Read): Promise<Directory> {
  const [allTeams, allTopics, groups, allBots] = [
    await view.db.select().from(teams).where(eq(teams.isRemoved, false)).orderBy(asc(teams.createdAtMs), asc(teams.id)),
    await view.db.select().from(topics).orderBy(asc(topics.name), asc(topics.id)),
    await view.db
      .select()
      .from(channelGroups)
      .where(eq(channelGroups.isRemoved, false))
      .orderBy(asc(channelGroups.createdAtMs), asc(channelGroups.id)),
    await view.db.select().from(bots).where(eq(bots.isRemoved, false)).orderBy(asc(bots.createdAtMs), asc(bots.id)),
  ]
  return {
    teams: allTeams.map(({ id, name }) => ({ id, name })),
    topics: allTopics.map(({ id, name, isRemoved }) => ({ id, name, isRemoved })),
    groups: groups.map(({ id, name }) => ({ id, name })),
    bots: allBots.map(({ id, bot }) => ({ id, name: bot.name })),
    templates: (await readTemplates(view)).texts,
    statuses: await listOwnStatuses(view),
    service: await readTargets(view),
  }
}

export async function putTeam(tx: Write, team: Team): Promise<void> {
  await tx.db
    .insert(teams)
    .values({ ...team, createdAtMs: tx.nowMs })
    .onConflictDoUpdate({ target: teams.id, set: { name: team.name } })
  directoryChanged(tx)
}

export async function removeTeam(tx: Write, id: TeamId): Promise<void> {
  await tx.db.update(teams).set({ isRemoved: true }).where(eq(teams.id, id))
  directoryChanged(tx)
}

export async function putTopic(tx: Write, topic: Topic): Promise<void> {
  const { name, isRemoved } = topic
  await tx.db
    .insert(topics)
    .values({ ...topic, createdAtMs: tx.nowMs })
    .onConflictDoUpdate({ target: topics.id, set: { name, isRemoved } })
  directoryChanged(tx)
}

export async function putGroup(tx: Write, group: ChannelGroup): Promise<void> {
  await tx.db
    .insert(channelGroups)
    .values({ ...group, createdAtMs: tx.nowMs })
    .onConflictDoUpdate({ target: channelGroups.id, set: { name: group.name } })
  directoryChanged(tx)
}

export async function removeGroup(tx: Write, id: ChannelGroupId): Promise<void> {
  await tx.db.update(channelGroups).set({ isRemoved: true }).where(eq(channelGroups.id, id))
  directoryChanged(tx)
}
