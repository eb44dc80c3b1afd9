import type { Capabilities } from '#shared/domain/capabilities'
import { advanceDelivery } from '#shared/domain/delivery.machine'
import type { CaseId, ChannelId, ChatId, ClientId } from '#shared/domain/ids'

import type { IngestBatch, IngestedChat, IngestedMessage } from '../channels/channel'
import { answeredOutside, clientWrote } from '../cases/case-flow'
import type { NewId } from '../ids'
import { chatByExternalId, insertChat, refreshChat, updateChat, type StoredChat } from '../store/chats'
import { clientByExternalId, insertClient, updateClient } from '../store/clients'
import {
  insertMessage,
  messagesByExternalIds,
  removeMessage,
  undecidedMessages,
  updateMessage,
  type StoredMessage,
} from '../store/messages'
import { holdMessage } from '../store/outgoing'
import type { Write } from '../store/store'
import { couldBeSame } from './same-content'
import { deletableUntil, newerView, newMessage } from './message-view'
import { placeAccepted, placeOf } from './placement'

export interface IngestSource {
  readonly channelId: ChannelId
  readonly capabilities: Capabilities
  readonly newId: NewId
}

/** Takes what a platform tells into the store. Telling it again, late or out of order changes nothing. */
export async function ingest(tx: Write, source: IngestSource, batch: IngestBatch): Promise<void> {
  const chats = new Map<string, StoredChat>()
  for (const chat of batch.chats) chats.set(chat.externalId, await ingestChat(tx, source, chat))
  for (const [externalId, messages] of byChat(batch.messages)) {
    const chat = chats.get(externalId) ?? (await chatByExternalId(tx, source.channelId, externalId))
    if (!chat) throw new Error('A driver told of messages in a chat that it never told of.')
    await ingestMessages(tx, source, chat, messages)
  }
}

/** Also used for messages held back until ours were decided. */
export async function ingestMessages(
  tx: Write,
  source: IngestSource,
  chat: Pick<StoredChat, 'id'>,
  messages: readonly IngestedMessage[],
): Promise<void> {
  const known = new Map<string, StoredMessage>()
  const stored = await messagesByExternalIds(tx, chat.id, [
    ...new Set(messages.flatMap(({ externalId, moment = [] }) => [externalId, ...moment])),
  ])
  for (const message of stored) if (message.externalId) known.set(message.externalId, message)
  const undecided = messages.some((message) => message.direction === 'out') ? await undecidedMessages(tx, chat.id) : []

  let changed = false
  for (const message of messages) {
    const existing = known.get(message.externalId)
    if (existing) {
      const patch = newerView(existing, message)
      if (!patch) continue
      await updateMessage(tx, existing.id, patch)
      known.set(message.externalId, { ...existing, ...patch })
    } else if (message.direction === 'out' && undecided.some((own) => couldBeSame(own.content, message.content))) {
      await holdMessage(tx, chat.id, message)
      continue
    } else {
      const place = await placeOf(tx, source.newId, chat.id, message, known)
      const row = newMessage(message, chat.id, place, source.capabilities)
      await insertMessage(tx, row)
      await followInCase(tx, source, chat.id, row)
      known.set(message.externalId, row)
    }
    changed = true
  }
  if (changed) await refreshChat(tx, chat.id)
}

/** What is said moves the case of the chat; history moves nothing. */
async function followInCase(tx: Write, source: IngestSource, chatId: ChatId, message: StoredMessage): Promise<void> {
  if (message.isHistory === true || message.content.kind === 'deleted') return
  const chat = { id: chatId, channelId: source.channelId }
  if (message.direction === 'in') await clientWrote(tx, source.newId, chat, message.atMs)
  if (message.direction === 'out') await answeredOutside(tx, chat)
}

/** One of ours is accepted as `externalId`: it takes the channel's own time and can be deleted for a while. */
export async function acceptOwn(
  tx: Write,
  source: IngestSource,
  own: StoredMessage,
  externalId: string,
  atMs: number,
): Promise<void> {
  // Told of before, in a form that did not look like ours: one message, not two.
  const [twin = null] = (await messagesByExternalIds(tx, own.chatId, [externalId])).filter(({ id }) => id !== own.id)
  if (twin) await removeMessage(tx, twin.id)
  const { delivery } = advanceDelivery(own.delivery ?? { state: 'sending' }, { type: 'accepted' })
  await updateMessage(tx, own.id, {
    externalId,
    atMs: await placeAccepted(tx, own, twin, externalId, atMs),
    delivery,
    deletableUntilMs: deletableUntil('out', own.content, atMs, source.capabilities),
  })
}

async function ingestChat(tx: Write, source: IngestSource, chat: IngestedChat): Promise<StoredChat> {
  const clientId = await ingestClient(tx, source, chat)
  const known = await chatByExternalId(tx, source.channelId, chat.externalId)
  if (!known) {
    const created = {
      id: source.newId<ChatId>(),
      channelId: source.channelId,
      externalId: chat.externalId,
      clientId,
      caseId: source.newId<CaseId>(),
      subject: chat.subject,
      response: null,
      avatarFileId: chat.avatarFileId,
      access: chat.access,
      createdAtMs: chat.createdAtMs,
    }
    return insertChat(tx, created, { kind: 'idle', sinceMs: tx.nowMs })
  }
  const patch = {
    subject: chat.subject ?? known.subject,
    avatarFileId: chat.avatarFileId ?? known.avatarFileId,
    // The platforms do not list their blacklist: what an agent blocked stays so.
    access: known.access === 'blocked' && chat.access === 'open' ? known.access : chat.access,
  }
  const isNews =
    JSON.stringify(patch.subject) !== JSON.stringify(known.subject) ||
    patch.avatarFileId !== known.avatarFileId ||
    patch.access !== known.access
  if (isNews) await updateChat(tx, known.id, patch)
  return { ...known, ...patch }
}

async function ingestClient(tx: Write, source: IngestSource, chat: IngestedChat): Promise<ClientId> {
  const known = await clientByExternalId(tx, source.channelId, chat.clientExternalId)
  if (!known) {
    const id = source.newId<ClientId>()
    await insertClient(tx, {
      id,
      channelId: source.channelId,
      externalId: chat.clientExternalId,
      name: chat.clientName,
      phone: null,
      cardId: null,
      createdAtMs: tx.nowMs,
    })
    return id
  }
  if (chat.clientName !== '' && chat.clientName !== known.name) {
    await updateClient(tx, known.id, { name: chat.clientName })
    const itsChat = await chatByExternalId(tx, source.channelId, chat.externalId)
    if (itsChat) tx.changed('chat', itsChat.id)
  }
  return known.id
}

/** Oldest first within a chat, whichever way the driver listed them, so that equal times keep the platform's order. */
function byChat(messages: readonly IngestedMessage[]): ReadonlyMap<string, readonly IngestedMessage[]> {
  const groups = new Map<string, IngestedMessage[]>()
  for (const message of messages) {
    const group = groups.get(message.chatExternalId)
    if (group) group.push(message)
    else groups.set(message.chatExternalId, [message])
  }
  for (const group of groups.values()) {
    const isNewestFirst = (group[0]?.atMs ?? 0) > (group.at(-1)?.atMs ?? 0)
    if (isNewestFirst) group.reverse()
    group.sort((a, b) => a.atMs - b.atMs)
  }
  return groups
}
