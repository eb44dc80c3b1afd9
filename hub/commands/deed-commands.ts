import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'
import { textLength, type Capabilities } from '#shared/domain/capabilities'
import type { DeedEvent } from '#shared/domain/chat-event'
import type { AgentId, MessageId } from '#shared/domain/ids'

import { tellChatEvent } from '../outgoing/chat-event'
import { deedKey } from '../outgoing/deeds'
import { addAction, hasAction } from '../store/channel-actions'
import { chatById, updateChat, type StoredChat } from '../store/chats'
import { messageById } from '../store/messages'
import type { Deed } from '../store/schema'
import type { Write } from '../store/store'
import type { CommandContext } from './command-context'
import { refusal } from './refusal'
import { accessRefusal } from './send-message'

/**
 * What an agent does to a conversation besides writing in it (docs/adr/0016). The wish is durable here, stands in the
 * timeline for everybody, and waits for the channel; how that answers is said in the same line.
 */

/** From the wish on nothing of the person reaches an agent (spec M7). */
export async function blockClient(
  tx: Write,
  context: CommandContext,
  actor: AgentId,
  { chatId, reason }: CommandArgs<'blockClient'>,
): Promise<CommandRefusal | null> {
  const chat = await chatById(tx, chatId)
  if (!chat) return refusal('unknownChat')
  if (chat.access === 'blocked') return null
  const closed = chat.access === 'readOnly' ? null : accessRefusal(chat)
  if (closed) return closed
  const able = abilities(context, chat, ({ blacklist }) => blacklist !== null)
  if (able) return able
  const eventId = context.newId<MessageId>()
  const busy = await wish(tx, context, chat, actor, { kind: 'block', reason, before: chat.access }, eventId, {
    kind: 'blocked',
    agentId: actor,
  })
  if (busy) return busy
  await updateChat(tx, chat.id, { access: 'blocked' })
  return null
}

export async function unblockClient(
  tx: Write,
  context: CommandContext,
  actor: AgentId,
  { chatId }: CommandArgs<'unblockClient'>,
): Promise<CommandRefusal | null> {
  const chat = await chatById(tx, chatId)
  if (!chat) return refusal('unknownChat')
  if (chat.access === 'open') return null
  if (chat.access !== 'blocked') return accessRefusal(chat)
  const able = abilities(context, chat, ({ blacklist }) => blacklist?.canUnblock === true)
  if (able) return able
  return wish(tx, context, chat, actor, { kind: 'unblock' }, context.newId<MessageId>(), {
    kind: 'unblocked',
    agentId: actor,
  })
}

/** Spec M6. Whoever was blocked or may not be written to can be left all the same. */
export async function leaveChat(
  tx: Write,
  context: CommandContext,
  actor: AgentId,
  { chatId }: CommandArgs<'leaveChat'>,
): Promise<CommandRefusal | null> {
  const chat = await chatById(tx, chatId)
  if (!chat) return refusal('unknownChat')
  if (chat.access === 'left') return null
  const able = abilities(context, chat, ({ leave }) => leave)
  if (able) return able
  if (!chat.isWithoutVacancy) return refusal('hasVacancy')
  if (chat.access !== 'blocked' && chat.access !== 'readOnly') {
    const closed = accessRefusal(chat)
    if (closed) return closed
  }
  const deed = { kind: 'leave', before: chat.access } as const
  const busy = await wish(tx, context, chat, actor, deed, context.newId<MessageId>(), { kind: 'left', agentId: actor })
  if (busy) return busy
  await updateChat(tx, chat.id, { access: 'left' })
  return null
}

/** Spec M13. Who is blocked or cannot be written to can still be moved; whether with a message the platform says. */
export async function moveStage(
  tx: Write,
  context: CommandContext,
  actor: AgentId,
  { chatId, messageId, moveExternalId, stageTitle, text }: CommandArgs<'moveStage'>,
): Promise<CommandRefusal | null> {
  const known = await wishedBefore(tx, messageId, chatId)
  if (known !== undefined) return known
  const chat = await chatById(tx, chatId)
  if (!chat) return refusal('unknownChat')
  if (chat.access === 'channelRemoved') return refusal('channelRemoved')
  const able = abilities(context, chat, ({ stages }) => stages)
  if (able) return able
  if (!chat.response) return refusal('noResponse')
  const unsayable = text === null ? null : textRefusal(context, chat, text)
  if (unsayable) return unsayable
  return wish(tx, context, chat, actor, { kind: 'stage', messageId, moveExternalId, text }, messageId, {
    kind: 'stageMoved',
    to: stageTitle,
    agentId: actor,
    ...(text === null ? {} : { text }),
  })
}

/** Spec M5. The platform says of each vacancy whether this person can be invited to it. */
export async function inviteToVacancy(
  tx: Write,
  context: CommandContext,
  actor: AgentId,
  { chatId, messageId, vacancyExternalId, vacancyTitle, text }: CommandArgs<'inviteToVacancy'>,
): Promise<CommandRefusal | null> {
  const known = await wishedBefore(tx, messageId, chatId)
  if (known !== undefined) return known
  const chat = await chatById(tx, chatId)
  if (!chat) return refusal('unknownChat')
  const able = abilities(context, chat, ({ invitations }) => invitations)
  if (able) return able
  if (!chat.isWithoutVacancy) return refusal('hasVacancy')
  // It begins a talk of its own, so it does not matter that this one takes no more words.
  const closed = chat.access === 'readOnly' ? null : accessRefusal(chat)
  if (closed) return closed
  const unsayable = text === '' ? null : textRefusal(context, chat, text)
  if (unsayable) return unsayable
  return wish(tx, context, chat, actor, { kind: 'invite', messageId, vacancyExternalId, text }, messageId, {
    kind: 'invited',
    vacancyTitle,
    agentId: actor,
    ...(text === '' ? {} : { text }),
  })
}

/** Wished again under another command, e.g. by a desk that lost its outbox's marks. `undefined`: it was not. */
async function wishedBefore(
  tx: Write,
  messageId: MessageId,
  chatId: StoredChat['id'],
): Promise<CommandRefusal | null | undefined> {
  const known = await messageById(tx, messageId)
  if (!known) return undefined
  return known.chatId === chatId ? null : refusal('wrongState')
}

function abilities(
  { capabilitiesOf }: CommandContext,
  { channelId }: StoredChat,
  can: (capabilities: Capabilities) => boolean,
): CommandRefusal | null {
  const capabilities = capabilitiesOf(channelId)
  if (!capabilities) return refusal('channelRemoved')
  return can(capabilities) ? null : refusal('unsupported')
}

function textRefusal(
  { capabilitiesOf }: CommandContext,
  { channelId }: StoredChat,
  text: string,
): CommandRefusal | null {
  if (text.trim() === '') return refusal('empty')
  const length = textLength(text)
  const limit = capabilitiesOf(channelId)?.maxTextLength ?? length
  return length > limit ? refusal('tooLong', `${length}/${limit}`) : null
}

export async function wish(
  tx: Write,
  context: Pick<CommandContext, 'newId'>,
  { id: chatId, channelId }: Pick<StoredChat, 'id' | 'channelId'>,
  agentId: AgentId,
  deed: Deed,
  eventId: MessageId,
  event: DeedEvent,
): Promise<CommandRefusal | null> {
  if (await hasAction(tx, deedKey(chatId))) return refusal('underWay')
  await tellChatEvent(tx, eventId, chatId, { ...event, outcome: { kind: 'waiting' } })
  await addAction(tx, {
    id: context.newId(),
    channelId,
    chatId,
    action: { kind: 'deed', deed, agentId, eventId },
    actionKey: deedKey(chatId),
    dueAtMs: tx.nowMs,
  })
  return null
}
