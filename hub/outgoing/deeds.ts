import type { DeedEvent, DeedFailure } from '#shared/domain/chat-event'
import type { SendFailure } from '#shared/domain/delivery'
import type { ChatId } from '#shared/domain/ids'

import { agentAnswered } from '../cases/case-flow'
import type { ActionResult, ChannelDriver, StartResult, StepResult } from '../channels/channel'
import { acceptOwn, ingest } from '../ingest/ingest'
import type { IngestSource } from '../ingest/ingest-source'
import { joinChats } from '../ingest/join-chats'
import type { ActionRow } from '../store/channel-actions'
import { chatByExternalId, chatById, refreshChat, updateChat, type StoredChat } from '../store/chats'
import { messageById, updateMessage } from '../store/messages'
import type { ChannelAction, Deed } from '../store/schema'
import type { Write } from '../store/store'

export type DeedAction = Extract<ChannelAction, { readonly kind: 'deed' }>
/** `unknown` is settled by the driver when it is asked again, so it is one more reason to ask again. */
export type DeedResult = ActionResult | Extract<StartResult, { kind: 'started' }> | Refused
type Refused = { readonly kind: 'refused'; readonly reason: DeedFailure; readonly detail: string | null }

/** At most one deed of a conversation is under way: the next would be wished without knowing how this one ends. */
export function deedKey(chatId: ChatId): string {
  return `deed ${chatId}`
}

export function isDeed(action: ChannelAction): action is DeedAction {
  return action.kind === 'deed'
}

export async function tellDeed(
  driver: ChannelDriver,
  { deed }: DeedAction,
  chatExternalId: string,
  clientExternalId: string,
): Promise<DeedResult> {
  const result = await ask(driver, deed, chatExternalId, clientExternalId)
  if (!result) return { kind: 'refused', reason: 'unsupported', detail: null }
  return result.kind === 'unknown' ? { kind: 'retry', retryAfterMs: null, detail: result.detail } : result
}

function ask(
  driver: ChannelDriver,
  deed: Deed,
  chatExternalId: string,
  clientExternalId: string,
): Promise<StepResult | StartResult> | undefined {
  switch (deed.kind) {
    case 'block':
      return driver.block(chatExternalId, clientExternalId, deed.reason)
    case 'unblock':
      return driver.unblock?.(chatExternalId, clientExternalId)
    case 'leave':
      return driver.leave?.(chatExternalId)
    case 'start':
      return driver.startChat?.(deed)
    case 'invite':
      return driver.invite?.({ ...deed, chatExternalId })
    case 'stage':
      return driver.moveStage?.({ ...deed, chatExternalId })
  }
}

/** The channel has answered, or will not any more: the line in the timeline says how it ended, for all who see it. */
export async function concludeDeed(
  tx: Write,
  source: IngestSource,
  { action, chatId }: { readonly action: DeedAction; readonly chatId: ChatId },
  result: Exclude<DeedResult, { kind: 'retry' }>,
): Promise<void> {
  const chat = await chatById(tx, chatId)
  if (!chat) return
  if (result.kind === 'refused') {
    await undo(tx, chat, action.deed, result)
    await tellOutcome(tx, action, { kind: 'refused', reason: result.reason, detail: result.detail })
    return
  }
  const { deed, agentId } = action
  switch (deed.kind) {
    case 'start':
      if (result.kind === 'started') await begun(tx, source, chat, deed, result)
      break
    case 'unblock':
      if (chat.access === 'blocked') await updateChat(tx, chat.id, { access: 'open' })
      break
    case 'invite':
    case 'stage':
      if (deed.kind === 'invite') await updateChat(tx, chat.id, { reach: 'invited' })
      // What goes with it is a word to the client: whoever sends it answers.
      if (deed.text) await agentAnswered(tx, source.newId, chat, agentId)
      break
    case 'block':
    case 'leave':
      break
  }
  await tellOutcome(tx, action, undefined)
}

/** The channel goes, and with it whatever it was still to be told. */
export async function withdrawDeed(tx: Write, { action, chatId }: ActionRow): Promise<void> {
  if (!isDeed(action)) return
  const chat = await chatById(tx, chatId)
  const result = { reason: 'channelRemoved', detail: null } as const
  if (chat) await undo(tx, chat, action.deed, result)
  await tellOutcome(tx, action, { kind: 'refused', ...result })
}

/** What was shown as done from the wish on is shown as it was before. */
async function undo(tx: Write, chat: StoredChat, deed: Deed, { reason, detail }: Omit<Refused, 'kind'>): Promise<void> {
  switch (deed.kind) {
    case 'block':
      if (chat.access === 'blocked') await updateChat(tx, chat.id, { access: deed.before })
      return
    case 'leave':
      if (chat.access === 'left') await updateChat(tx, chat.id, { access: deed.before })
      return
    case 'start':
      await updateMessage(tx, deed.messageId, { delivery: { state: 'failed', reason: sendFailureOf(reason), detail } })
      await updateChat(tx, chat.id, {
        access: 'readOnly',
        readOnlyReason: 'notBegun',
        // Whom one could not write to for that reason one may not call either (spec K3).
        ...(reason === 'contactsClosed' ? { reach: null } : {}),
      })
      await refreshChat(tx, chat.id)
      return
    case 'unblock':
    case 'invite':
    case 'stage':
      return
  }
}

/**
 * The conversation that stood here alone is the platform's own now. Its driver may have told of it before, under its
 * own name: the two are one, and the first message is the agent's.
 */
async function begun(
  tx: Write,
  source: IngestSource,
  chat: StoredChat,
  { messageId }: Extract<Deed, { kind: 'start' }>,
  { chat: told, message }: Extract<StartResult, { kind: 'started' }>,
): Promise<void> {
  const real = await chatByExternalId(tx, chat.channelId, told.externalId)
  if (real && real.id !== chat.id) await joinChats(tx, chat, real)
  else await updateChat(tx, chat.id, { externalId: told.externalId })
  await ingest(tx, source, { chats: [told], messages: message ? [message] : [] })
  const own = await messageById(tx, messageId)
  if (own && message) await acceptOwn(tx, source, own, message.externalId, message.atMs)
  // Taken, and deleted on the platform's own page since.
  else if (own) await updateMessage(tx, messageId, { delivery: { state: 'sent' } })
  await refreshChat(tx, chat.id)
}

async function tellOutcome(tx: Write, { eventId }: DeedAction, outcome: DeedEvent['outcome']): Promise<void> {
  const line = await messageById(tx, eventId)
  if (line?.content.kind !== 'chatEvent') return
  // A line of a deed, which keeps its kind: of these only the outcome changes.
  const event = { ...line.content.event, outcome } as DeedEvent
  await updateMessage(tx, eventId, { content: { kind: 'chatEvent', event } })
  await refreshChat(tx, line.chatId)
}

function sendFailureOf(reason: DeedFailure): SendFailure {
  return reason === 'windowClosed' || reason === 'contactsClosed' || reason === 'unsupported' ? 'forbidden' : reason
}
