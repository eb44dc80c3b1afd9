import { defaultChannelSettings, type ChannelSettings } from '#shared/domain/channel-settings'
import type { ChannelId } from '#shared/domain/ids'
import { personFor, receiverFor, type PresentPerson, type PresentReceiver } from '#shared/domain/receiver'

import { channelSettingsOf, firstTeam } from '../administration/read-administration'
import { listAgents } from '../store/agents'
import { readHours } from '../store/central-settings'
import { readDirectory } from '../store/directory'
import type { Read, Write } from '../store/store'

/** Who gets a case of this channel that begins now (spec Q5–Q7). */
export async function receiverNow(tx: Write, channelId: ChannelId): Promise<PresentReceiver> {
  return receiverFor(await settingsNow(tx, channelId), await readHours(tx), tx.nowMs, await presentReceivers(tx))
}

/** The person or team of the channel, bots aside. */
export async function personNow(view: Read, channelId: ChannelId): Promise<PresentPerson> {
  return personFor(await settingsNow(view, channelId), await presentReceivers(view))
}

/** A removed channel has none of its own any more; its cases are still worked off. */
export async function settingsNow(view: Read, channelId: ChannelId): Promise<ChannelSettings> {
  return (await channelSettingsOf(view, channelId)) ?? defaultChannelSettings(await firstTeam(view))
}

async function presentReceivers(view: Read) {
  const { teams, bots } = await readDirectory(view)
  return { agents: await listAgents(view), teams, bots }
}
