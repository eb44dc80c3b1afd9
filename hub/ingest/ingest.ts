import { advanceDelivery } from '#shared/domain/delivery.machine'
import { allOver } from '#shared/lib/all-over'

import { FollowedCase } from '../cases/followed-case'
import type { IngestBatch, IngestedMessage } from '../channels/channel'
import { chatByExternalId, refreshChat, type StoredChat } from '../store/chats'
import { lockCaseOfChat, type StoredCase } from '../store/cases'
import { heldChatsLike, heldChatsOf, type HeldChat } from '../store/held-responses'
import {
  messagesByExternalIds,
  removeMessage,
  undecidedMessages,
  updateMessage,
  type StoredMessage,
} from '../store/messages'
import { holdMessage } from '../store/outgoing'
import { erasedUntil } from '../store/personal/erased-conversations'
import { addRevision } from '../store/revisions'
import type { Write } from '../store/store'
import { chatOfSibling, ownsChat } from './chat-owner'
import { withoutErased, younger } from './erased'
import { admitNewChat, passesOnlyMessages, quietIfWordless, takeHeld } from './held-chats'
import { insertNewChat, knownChat, updateKnownChat } from './ingest-chat'
import type { IngestSource } from './ingest-source'
import { newerView, newMessage, revisableUntil } from './message-view'
import { NewMessages } from './new-messages'
import { mayStandElsewhere, placeAccepted, placeListed, placeOf } from './placement'
import { quietIfBlocked } from './quiet-if-blocked'
import { readCompany } from './read-company'
import { couldBeSame } from './same-content'

/** What was read of a chat before its messages are looked at. */
interface Before {
  /** Those of the messages that the chat has. */
  readonly stored: readonly StoredMessage[]
  /** `null`: not read yet. */
  readonly present: StoredCase | null
}

/** Takes what a platform tells into the store. Telling it again, late or out of order changes nothing. */
export async function ingest(tx: Write, source: IngestSource, batch: IngestBatch): Promise<void> {
  const messages = new Map(byChat(batch.messages))
  for (const chat of batch.chats) {
    await ingestConversation(tx, source, { chat, messages: messages.get(chat.externalId) ?? [] })
    messages.delete(chat.externalId)
  }
  for (const [externalId, rest] of messages) await ingestRest(tx, source, externalId, rest)
}

/** What waited aside for a word of the client, as far as it is passed on now (spec Q10). */
export async function passOnHeld(tx: Write, source: IngestSource): Promise<void> {
  if (await passesOnlyMessages(tx, source)) return
  for (const held of await heldChatsOf(tx, source.channelId)) await ingestConversation(tx, source, held)
}

async function ingestConversation(tx: Write, source: IngestSource, told: HeldChat): Promise<void> {
  const { channelId } = source
  if (!(await ownsChat(tx, channelId, told.chat))) return
  const known = await knownChat(tx, source, told.chat)
  if (known) {
    // The response may have waited on its own while its conversation began.
    const whole = told.chat.response ? await takeHeld(tx, channelId, told) : told
    // None of them depends on another, and what is asked side by side takes as long as one.
    const [chat, stored, present] = await allOver([
      updateKnownChat(tx, source, known, whole.chat),
      storedAmong(tx, known, whole.messages),
      whole.messages.some(movesCase) ? lockCaseOfChat(tx, known.id) : null,
      readCompany(tx),
    ])
    const messages = quietIfBlocked(chat, await quietIfWordless(tx, source, chat.id, whole.messages))
    let before: Before | null = { stored, present }
    for (const part of byChat(younger(known, messages)).values()) {
      await ingestMessages(tx, source, chat, part, before)
      before = null
    }
    return
  }
  const takenFromMs = await erasedUntil(tx, { channelId, externalId: told.chat.externalId })
  const remains = takenFromMs === null ? told : withoutErased(told, takenFromMs)
  const admitted = remains && (await admitNewChat(tx, source, remains))
  if (!admitted) return
  const chat = await insertNewChat(tx, source, admitted.chat, takenFromMs)
  let before: Before | null = { stored: [], present: null }
  for (const messages of byChat(admitted.messages).values()) {
    await ingestMessages(tx, source, chat, messages, before)
    before = null
  }
}

/** Messages that come without their conversation: a picture or a sound that took longer. */
async function ingestRest(
  tx: Write,
  source: IngestSource,
  externalId: string,
  messages: readonly IngestedMessage[],
): Promise<void> {
  const chat = await chatByExternalId(tx, source.channelId, externalId)
  if (chat) return ingestMessages(tx, source, chat, quietIfBlocked(chat, younger(chat, messages)))
  const [held] = await heldChatsLike(tx, source.channelId, { externalId })
  if (held) return ingestConversation(tx, source, { chat: held.chat, messages })
  // The account's other channel has the conversation by now, and reads it itself.
  if (await chatOfSibling(tx, source.channelId, externalId)) return
  if ((await erasedUntil(tx, { channelId: source.channelId, externalId })) !== null) return
  throw new Error('A driver told of messages in a chat that it never told of.')
}

/** Also used for messages held back until ours were decided. */
export async function ingestMessages(
  tx: Write,
  source: IngestSource,
  chat: Pick<StoredChat, 'id'>,
  messages: readonly IngestedMessage[],
  before: Before | null = null,
): Promise<void> {
  const known = new Map<string, StoredMessage>()
  const stored = before?.stored ?? (await storedAmong(tx, chat, messages))
  for (const message of stored) if (message.externalId) known.set(message.externalId, message)
  const undecided = messages.some((message) => message.direction === 'out') ? await undecidedMessages(tx, chat.id) : []

  let changed = false
  const arrived = new NewMessages(tx, chat.id)
  const followed = new FollowedCase(tx, source.newId, chat.id, before?.present ?? null, () => arrived.store())
  for (const message of messages) {
    const existing = known.get(message.externalId)
    if (existing) {
      const isElsewhere = mayStandElsewhere(existing, message, source.capabilities)
      const view = newerView(existing, message, source.capabilities)
      if (!view && !isElsewhere) continue
      await arrived.store()
      const atMs = isElsewhere ? await placeListed(tx, existing, message) : existing.atMs
      // Room may have been made for it among those that are told of next; the chat's last line may be another then.
      if (isElsewhere) {
        changed = true
        for (const other of await messagesByExternalIds(tx, chat.id, message.moment ?? []))
          if (other.externalId) known.set(other.externalId, other)
      }
      if (!view && atMs === existing.atMs) continue
      const patch: Partial<StoredMessage> = atMs === existing.atMs ? { ...view } : { ...view, atMs }
      await auditOutside(tx, source, existing, patch.content)
      await updateMessage(tx, existing.id, patch)
      if (patch.delivery) followed.deliveryChanged()
      known.set(message.externalId, { ...existing, ...patch })
    } else if (message.direction === 'out' && undecided.some((own) => couldBeSame(own.content, message.content))) {
      await holdMessage(tx, chat.id, message)
      continue
    } else {
      const place = await placeOf(source.newId, message, known, (newer) => arrived.idBelow(newer))
      const row = newMessage(message, chat.id, place, source.capabilities)
      arrived.add(row)
      await follow(followed, row)
      known.set(message.externalId, row)
    }
    changed = true
  }
  await arrived.store()
  await followed.finish()
  if (changed) await refreshChat(tx, chat.id)
}

function storedAmong(
  tx: Write,
  chat: Pick<StoredChat, 'id'>,
  messages: readonly IngestedMessage[],
): Promise<readonly StoredMessage[]> {
  const wanted = new Set(messages.flatMap(({ externalId, moment = [] }) => [externalId, ...moment]))
  return messagesByExternalIds(tx, chat.id, [...wanted])
}

/** Changed or deleted on the platform's own pages, by us or by the client: the audit keeps what it said (spec V5). */
async function auditOutside(
  tx: Write,
  source: IngestSource,
  { id, chatId, content: before, revision }: StoredMessage,
  after: StoredMessage['content'] | undefined,
): Promise<void> {
  const isDeleted = after?.kind === 'deleted'
  if (!after || (!isDeleted && (before.kind !== 'text' || after.kind !== 'text' || before.text === after.text))) return
  // Our own change, told of before the answer to it: its row stands there already.
  if (revision?.kind === 'edit' && revision.refused === null && after.kind === 'text' && after.text === revision.text)
    return
  await addRevision(tx, {
    id: source.newId(),
    messageId: id,
    chatId,
    kind: isDeleted ? 'delete' : 'edit',
    agentId: null,
    before,
    afterText: after.kind === 'text' ? after.text : null,
    outcome: 'done',
  })
}

/** Does it, unless the chat has it already? History does not. */
function movesCase({ direction, isBackfill, content }: IngestedMessage): boolean {
  return !isBackfill && (direction === 'in' || content.kind === 'response')
}

/** What is said moves the case of the chat; history moves nothing. */
async function follow(followed: FollowedCase, message: StoredMessage): Promise<void> {
  // What went with a stage by itself is nobody's answer.
  const isAnswer = message.direction === 'out' && message.author.kind === 'outside'
  if (isAnswer) followed.noteAnswer(message.atMs)
  if (message.isHistory === true || message.content.kind === 'deleted') return
  if (message.direction === 'in' || message.content.kind === 'response') await followed.clientWrote(message.atMs)
  if (isAnswer) await followed.answeredOutside()
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
    atMs: await placeAccepted(tx, own, twin, externalId, atMs, source.capabilities),
    delivery,
    ...revisableUntil(
      { direction: 'out', content: own.content, atMs, revision: isOfStage(own) ? 'stage' : 'allowed' },
      source.capabilities,
    ),
  })
}

/** Spec M12: a system message, never changed or deleted. */
function isOfStage({ author }: StoredMessage): boolean {
  return author.kind === 'rule' && author.rule === 'stage'
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
