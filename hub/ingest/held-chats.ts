import type { ChatSubject } from '#shared/domain/chat'
import type { ChannelId, ChatId } from '#shared/domain/ids'

import type { IngestedChat, IngestedMessage } from '../channels/channel'
import { channelTraits } from '../store/channels'
import { heldChatsLike, putHeldChat, removeHeldChat, type HeldChat } from '../store/held-responses'
import { hasWordSince } from '../store/messages'
import type { Read, Write } from '../store/store'
import type { IngestSource } from './ingest-source'
import { newerResponse } from './newer-response'

/**
 * A conversation that the hub does not know yet. Where the channel passes on only responses that carry a message
 * (spec Q10), it waits aside until the client has written: `null`, and nothing of it is lost.
 */
export async function admitNewChat(tx: Write, source: IngestSource, told: HeldChat): Promise<HeldChat | null> {
  const { channelId } = source
  const whole = await takeHeld(tx, channelId, told)
  if (!(await passesOnlyMessages(tx, source)) || hasWordOfClient(whole.messages)) return whole
  await putHeldChat(tx, channelId, whole)
  return null
}

/** With what waited aside of the same conversation, or of the same response before it had one. */
export async function takeHeld(tx: Write, channelId: ChannelId, told: HeldChat): Promise<HeldChat> {
  const held = await heldChatsLike(tx, channelId, told.chat)
  for (const { chat } of held) await removeHeldChat(tx, channelId, chat.externalId)
  return held.reduce(together, told)
}

/**
 * A response without a message in a conversation that is known: where such ones are not passed on, its announcement
 * stands there as history, which is no news to anybody and begins no case.
 */
export async function quietIfWordless(
  tx: Write,
  source: IngestSource,
  chatId: ChatId,
  messages: readonly IngestedMessage[],
): Promise<readonly IngestedMessage[]> {
  if (!messages.some(isResponse) || hasWordOfClient(messages) || !(await passesOnlyMessages(tx, source)))
    return messages
  const quiet: IngestedMessage[] = []
  for (const message of messages) {
    const isSpoken = !isResponse(message) || (await hasWordSince(tx, chatId, message.atMs))
    quiet.push(isSpoken ? message : { ...message, isBackfill: true, isReadByUs: true })
  }
  return quiet
}

export async function passesOnlyMessages(
  view: Read,
  { channelId, capabilities }: Pick<IngestSource, 'channelId' | 'capabilities'>,
): Promise<boolean> {
  if (capabilities.wordlessResponses !== true) return false
  const channel = await channelTraits(view, channelId)
  return channel?.removedAtMs === null && channel.settings?.isOnlyWithMessages === true
}

function hasWordOfClient(messages: readonly IngestedMessage[]): boolean {
  return messages.some(({ direction }) => direction === 'in')
}

function isResponse({ content }: IngestedMessage): boolean {
  return content.kind === 'response'
}

/** `told` is the newer telling. */
function together(told: HeldChat, held: HeldChat): HeldChat {
  const messages = new Map<string, IngestedMessage>()
  for (const message of [...held.messages, ...told.messages]) messages.set(message.externalId, message)
  const isNamedByNumber = /^\d+$/.test(told.chat.clientExternalId)
  const named: IngestedChat =
    isNamedByNumber || held.chat.access === 'noChat'
      ? told.chat
      : { ...told.chat, clientExternalId: held.chat.clientExternalId }
  const response = newerResponse(held.chat.response ?? null, told.chat.response ?? null)
  const chat: IngestedChat = {
    ...named,
    // A telling of the time before the response had its conversation does not take that away again.
    ...(told.chat.access === 'noChat' ? { externalId: held.chat.externalId, access: held.chat.access } : {}),
    subject: told.chat.response
      ? fuller(held.chat.subject, told.chat.subject)
      : (told.chat.subject ?? held.chat.subject),
    avatarFileId: told.chat.avatarFileId ?? held.chat.avatarFileId,
    ...(response ? { response } : {}),
  }
  return { chat, messages: [...messages.values()].map((message) => ({ ...message, chatExternalId: chat.externalId })) }
}

/** A response knows less of the ad than its conversation does. */
function fuller(one: ChatSubject | null, other: ChatSubject | null): ChatSubject | null {
  const details = (subject: ChatSubject | null) =>
    subject ? [subject.price, subject.url, subject.imageUrl].filter((detail) => detail !== null).length : -1
  return details(other) > details(one) ? other : one
}
