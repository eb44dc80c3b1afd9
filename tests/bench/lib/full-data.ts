import type { AgentId, ChannelId, ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import { messageAt } from './messages'
import type { Person } from './people'

export interface FullSize {
  readonly chats: number
  readonly messages: number
}

/** Whose hub and cache hold the messages; the last of them was written at `endMs`. */
export interface FullPlan extends FullSize {
  readonly endMs: number
  readonly meId: AgentId
  readonly channelId: ChannelId
}

/** One message every half a minute: a million of them is a year. */
const EVERY_MS = 30_000
/** Every twentieth chat is a busy one; half of all messages are in these. */
const BUSY_EVERY = 20

/** The same for the same number: which chat a message is of. The first messages open one chat each. */
export function chatOfMessage(index: number, { chats }: FullSize): number {
  if (index < chats) return index
  const chance = share(index, 0x9e37_79b9)
  const place = share(index, 0x85eb_ca6b)
  if (chance < 0.5) return Math.floor(place * Math.ceil(chats / BUSY_EVERY)) * BUSY_EVERY
  return Math.floor(place * chats)
}

export function atMsOf(index: number, { messages, endMs }: FullPlan): number {
  return endMs - (messages - 1 - index) * EVERY_MS
}

/** As the hub makes ids: the time stands first. */
export function fullId<T extends string>(kind: 'chat' | 'client' | 'case' | 'message', index: number, atMs: number): T {
  const time = atMs.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-${KINDS[kind]}-${String(index).padStart(12, '0')}` as T
}

const KINDS = { chat: '8003', client: '8004', case: '8005', message: '8006' } as const

export function chatIdOf(chat: number, plan: FullPlan): ChatId {
  return fullId('chat', chat, atMsOf(chat, plan))
}

/** As hub and cache have it. */
export function fullMessage(index: number, plan: FullPlan, clientName: string): Message {
  const atMs = atMsOf(index, plan)
  const { isIncoming, text } = messageAt(index, plan.chats)
  return {
    id: fullId<MessageId>('message', index, atMs),
    chatId: chatIdOf(chatOfMessage(index, plan), plan),
    externalId: `full-${String(index)}`,
    atMs,
    direction: isIncoming ? 'in' : 'out',
    author: isIncoming ? { kind: 'client', name: clientName } : { kind: 'agent', agentId: plan.meId },
    content: { kind: 'text', text },
    quote: null,
    delivery: isIncoming ? null : { state: 'read', readAtMs: atMs + EVERY_MS },
    deletableUntilMs: isIncoming ? null : atMs + 3_600_000,
    editableUntilMs: null,
    editedAtMs: null,
    revision: null,
    isHistory: false,
  }
}

export function nameOf({ lastName, firstName, patronymic }: Person): string {
  return `${lastName} ${firstName} ${patronymic}`
}

/** A number in [0, 1) for each place of one row (the finalizer of MurmurHash3). */
function share(index: number, row: number): number {
  let mixed = Math.imul(index + 1, 0x2c1b_3c6d) ^ row
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35)
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4_294_967_296
}
