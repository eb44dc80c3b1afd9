import type { ChannelId } from '#shared/domain/ids'

import { planAnew } from '../store/cases'
import { siblingsOf, type StoredChannel } from '../store/channels'
import { chatByExternalId, chatsOfChannel, chatsOfClient, type StoredChat } from '../store/chats'
import { clientByExternalId, clientById, insertClient, updateClient } from '../store/clients'
import { moveChatToChannel } from '../store/moved-chats'
import type { Write } from '../store/store'
import { heirOf } from './chat-owner'
import type { IngestSource } from './ingest-source'

/** By the channel that has them now, the platform's names of the conversations. */
export type HandedOver = ReadonlyMap<ChannelId, readonly string[]>

/**
 * A channel rests or goes: what another working channel of the account is for goes on there at once, open cases and
 * waiting messages included. The rest stays.
 */
export async function handOverChats(tx: Write, newId: IngestSource['newId'], from: StoredChannel): Promise<HandedOver> {
  const handed = new Map<ChannelId, string[]>()
  const siblings = await siblingsOf(tx, from.id)
  for (const chat of await chatsOfChannel(tx, from.id)) {
    const channelId = heirOf(from, siblings, chat)
    // Two conversations of that name, of a time when the account's channels did not share them: each stays.
    if (channelId === null || (await chatByExternalId(tx, channelId, chat.externalId))) continue
    await takeOver(tx, { channelId, newId }, chat)
    const names = handed.get(channelId)
    if (names) names.push(chat.externalId)
    else handed.set(channelId, [chat.externalId])
  }
  // Another channel's settings say what is due in them.
  for (const channelId of handed.keys()) await planAnew(tx, channelId)
  return handed
}

/** The conversation goes on in another channel of the account, with its case, its client's card and all that was said. */
export async function takeOver(
  tx: Write,
  source: Pick<IngestSource, 'channelId' | 'newId'>,
  chat: StoredChat,
): Promise<StoredChat> {
  const { channelId } = source
  const before = await clientById(tx, chat.clientId)
  if (!before) throw new Error('A chat without its client.')
  const known = await clientByExternalId(tx, channelId, before.externalId)
  let clientId = known?.id ?? before.id
  if (!known && (await chatsOfClient(tx, before.id)).length > 1) {
    clientId = source.newId()
    await insertClient(tx, { ...before, id: clientId, channelId })
  } else if (!known) await updateClient(tx, before.id, { channelId })
  else await updateClient(tx, known.id, { phone: known.phone ?? before.phone, cardId: known.cardId ?? before.cardId })
  // A channel that goes closes its conversations; what the platform or an agent closed stays closed.
  const access = chat.access === 'channelRemoved' ? 'open' : chat.access
  await moveChatToChannel(tx, chat.id, { channelId, clientId, access })
  return { ...chat, channelId, clientId, access }
}
