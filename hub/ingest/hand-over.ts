import type { ChannelId, ChatId } from '#shared/domain/ids'

import { planChatsAnew } from '../store/cases'
import { channelTraits, siblingsOf } from '../store/channels'
import { chatByExternalId, chatsOfClient, nextChatsOfChannel, type StoredChat } from '../store/chats'
import { clientByExternalId, clientById, insertClient, updateClient } from '../store/clients'
import { moveChatToChannel } from '../store/moved-chats'
import type { Write } from '../store/store'
import { heirOf } from './chat-owner'
import type { IngestSource } from './ingest-source'

/** By the channel that has them now, the platform's names of the conversations. */
export type HandedOver = ReadonlyMap<ChannelId, readonly string[]>

/** One transaction's worth: whoever else writes waits no longer than that. */
const AT_ONCE = 10

export interface Parted {
  readonly handed: HandedOver
  /** Where to go on; `null`: that was all. */
  readonly after: ChatId | null
}

/**
 * A channel rests or is gone: what another working channel of the account is for goes on there, open cases and waiting
 * messages included. Of a removed channel the rest ends; of a resting one it stays. Some at a time, the newest first; what
 * is done is not met again, so it can be begun anew at any point.
 */
export async function partFromSome(
  tx: Write,
  newId: IngestSource['newId'],
  channelId: ChannelId,
  after: ChatId | null,
  end: (tx: Write, chatIds: readonly ChatId[]) => Promise<void>,
): Promise<Parted> {
  const handed = new Map<ChannelId, string[]>()
  const from = await channelTraits(tx, channelId)
  if (!from || (from.removedAtMs === null && from.supersededByGroupId === null)) return { handed, after: null }
  const siblings = await siblingsOf(tx, channelId)
  const chats = await nextChatsOfChannel(tx, channelId, after, AT_ONCE)
  const [moved, staying]: [ChatId[], ChatId[]] = [[], []]
  for (const chat of chats) {
    const heir = heirOf(from, siblings, chat)
    // Two conversations of that name, of a time when the account's channels did not share them: each stays.
    if (heir === null || (await chatByExternalId(tx, heir, chat.externalId))) {
      staying.push(chat.id)
      continue
    }
    await takeOver(tx, { channelId: heir, newId }, chat)
    moved.push(chat.id)
    handed.set(heir, [...(handed.get(heir) ?? []), chat.externalId])
  }
  // Another channel's settings say what is due in them.
  if (moved.length > 0) await planChatsAnew(tx, moved)
  if (from.removedAtMs !== null && staying.length > 0) await end(tx, staying)
  return { handed, after: chats.length < AT_ONCE ? null : (chats.at(-1)?.id ?? null) }
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
  const access = chat.access === 'channelRemoved' ? (chat.accessBeforeRemoval ?? 'open') : chat.access
  await moveChatToChannel(tx, chat.id, { channelId, clientId, access })
  return { ...chat, channelId, clientId, access, accessBeforeRemoval: null }
}
