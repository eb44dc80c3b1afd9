import { randomBytes } from 'node:crypto'

import type { z } from 'zod'

import type { channelSettingsDraft } from '#shared/contract/administration'
import type { Agent } from '#shared/domain/agent'
import type { Bot } from '#shared/domain/bot'
import type { ChannelSettings, Receiver } from '#shared/domain/channel-settings'
import type { AgentId, ChannelGroupId, ChannelId, TeamId } from '#shared/domain/ids'
import { checkChannelSettings } from '#shared/domain/settings-check'

import { isLastWhoLetsIn } from '../accounts/last-administrator'
import { normalisePhone } from '../clients/normalise-phone'
import type { SecretBox } from '../secrets/secret-box'
import { addAgent, agentsByIds, listAgents, updateAgent } from '../store/agents'
import { botById, putBot } from '../store/bots'
import { planAnew } from '../store/cases'
import { readHours } from '../store/central-settings'
import { listChannels, updateChannel } from '../store/channels'
import { readDirectory, removeGroup, removeTeam } from '../store/directory'
import { formerNumberOf } from '../store/personal/colleague'
import type { Read, Write } from '../store/store'
import { channelSettingsOf, firstTeam } from './read-administration'

/** Why a change is not made; the functions below answer `null` once it is. */
export type AdministrationRefusal =
  | 'unknownAgent'
  | 'unknownStatus'
  | 'tooManyStatuses'
  | 'unknownTeam'
  | 'unknownGroup'
  | 'unknownChannel'
  | 'unknownReceiver'
  | 'unknownFile'
  | 'badNumber'
  | 'mistakes'
  | 'firstTeam'
  | 'lastAdministrator'
  | 'receivesCases'
  | 'groupNotEmpty'

const BOT_SECRET_BYTES = 32

/** New under an id that the desk made, or changed; a removed one comes back, an erased one never. */
export async function putAgent(
  tx: Write,
  id: AgentId,
  draft: Pick<Agent, 'name' | 'role' | 'teamIds' | 'capacity'>,
): Promise<AdministrationRefusal | null> {
  const { teams } = await readDirectory(tx)
  if (draft.teamIds.some((teamId) => !teams.some((team) => team.id === teamId))) return 'unknownTeam'
  const [known] = await agentsByIds(tx, [id])
  if (!known) {
    await addAgent(tx, { ...draft, id, status: 'offline', statusSinceMs: tx.nowMs, isRemoved: false })
    return null
  }
  if ((await formerNumberOf(tx, id)) !== null) return 'unknownAgent'
  if (draft.role !== 'administrator' && (await isLastAdministrator(tx, known))) return 'lastAdministrator'
  await updateAgent(tx, id, { ...draft, isRemoved: false })
  return null
}

/** The cases that the agent holds go back to their queues: the router sees to that. */
export async function dismissAgent(tx: Write, id: AgentId): Promise<AdministrationRefusal | null> {
  const [known] = await agentsByIds(tx, [id])
  if (!known) return 'unknownAgent'
  if (await isLastAdministrator(tx, known)) return 'lastAdministrator'
  await updateAgent(tx, id, {
    isRemoved: true,
    teamIds: [],
    status: 'offline',
    ownStatusId: null,
    statusSinceMs: tx.nowMs,
  })
  return null
}

/** The first team stays, and whatever a channel gives its cases to. */
export async function dissolveTeam(tx: Write, id: TeamId): Promise<AdministrationRefusal | null> {
  if (!(await teamExists(tx, id))) return 'unknownTeam'
  if (id === (await firstTeam(tx))) return 'firstTeam'
  const channels = await listChannels(tx)
  if (channels.some(({ settings }) => settings && isTeamOf(settings.receiver, id))) return 'receivesCases'
  await removeTeam(tx, id)
  return null
}

export async function dropGroup(tx: Write, id: ChannelGroupId): Promise<AdministrationRefusal | null> {
  const { groups } = await readDirectory(tx)
  if (!groups.some((group) => group.id === id)) return 'unknownGroup'
  const isUsed = (await listChannels(tx)).some(({ groupId }) => groupId === id)
  if (isUsed || groups.length === 1) return 'groupNotEmpty'
  await removeGroup(tx, id)
  return null
}

export async function saveChannelSettings(
  tx: Write,
  id: ChannelId,
  draft: z.output<typeof channelSettingsDraft>,
  maxTextLength: number,
): Promise<AdministrationRefusal | null> {
  const before = await channelSettingsOf(tx, id)
  if (!before) return 'unknownChannel'
  const settings: ChannelSettings = { ...draft, calls: draft.calls ?? before.calls }
  if (!(await receiverExists(tx, settings.receiver))) return 'unknownReceiver'
  if (settings.offHours.kind === 'bot' && !(await botById(tx, settings.offHours.botId))) return 'unknownReceiver'
  const { teams, bots } = await readDirectory(tx)
  const context = { hours: await readHours(tx), agents: await listAgents(tx), teams, bots, maxTextLength }
  const { callerNumber } = settings.calls
  if (callerNumber !== null && normalisePhone(callerNumber) !== callerNumber) return 'badNumber'
  if (checkChannelSettings(settings, context).some(({ severity }) => severity === 'error')) return 'mistakes'
  await updateChannel(tx, id, { settings }, true)
  await planAnew(tx, id)
  return null
}

/** Answers the secret of an HTTP bot in the clear when it is made, and never again. */
export async function saveBot(tx: Write, bot: Bot, secrets: SecretBox): Promise<string | null> {
  if (bot.kind === 'menu') {
    await putBot(tx, bot, null)
    return null
  }
  const sealed = (await botById(tx, bot.id))?.secret ?? null
  const secret = sealed === null ? randomBytes(BOT_SECRET_BYTES).toString('base64url') : null
  await putBot(tx, bot, secret === null ? sealed : secrets.seal(secret))
  return secret
}

async function isLastAdministrator(view: Read, agent: Agent): Promise<boolean> {
  if (agent.role !== 'administrator' || agent.isRemoved) return false
  if (await isLastWhoLetsIn(view, agent.id)) return true
  const others = (await listAgents(view)).filter(({ id, isRemoved }) => id !== agent.id && !isRemoved)
  return !others.some(({ role }) => role === 'administrator')
}

async function receiverExists(view: Read, receiver: Receiver): Promise<boolean> {
  switch (receiver.kind) {
    case 'agent': {
      const [agent] = await agentsByIds(view, [receiver.agentId])
      return agent !== undefined && !agent.isRemoved
    }
    case 'team':
      return teamExists(view, receiver.teamId)
    case 'bot':
      return (await botById(view, receiver.botId)) !== null && (await receiverExists(view, receiver.fallback))
  }
}

async function teamExists(view: Read, id: TeamId): Promise<boolean> {
  return (await readDirectory(view)).teams.some((team) => team.id === id)
}

function isTeamOf(receiver: Receiver, id: TeamId): boolean {
  if (receiver.kind === 'bot') return isTeamOf(receiver.fallback, id)
  return receiver.kind === 'team' && receiver.teamId === id
}
