import type { CommandEnvelope } from '#shared/contract/commands'
import type { Agent, AgentStatus } from '#shared/domain/agent'
import type { CallRecord } from '#shared/domain/call'
import type { Channel } from '#shared/domain/channel'
import type { Chat } from '#shared/domain/chat'
import type { Directory } from '#shared/domain/directory'
import type { Telephony } from '#shared/domain/telephony'
import type { AgentId, CallId, ChatId, CommandId, FileId, MessageId, OwnStatusId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'
import type { TemplateFile } from '#shared/domain/text-template'

import type { CaseOrder } from './case-order'
import type { DraftOfEdit, OutgoingImage } from './desk-data'

/**
 * What IndexedDB holds. `base` is the hub's row as it came, `row` is what the person sees: `base` with the wishes
 * that the hub has not answered yet. Times are negated in keys, so that the newest rows are one forward `getAll`.
 */
export interface ChatEntry extends CaseOrder {
  readonly id: ChatId
  readonly negAt: number
  /** Only on chats with unread messages: the index holds no others. */
  readonly unreadMark?: 1
  readonly base: Chat
  readonly row: Chat
  readonly draftText: string | null
}

export interface MessageEntry {
  readonly id: MessageId
  readonly chatId: ChatId
  /** Absent while a wish hides the message: then it stands in no timeline. */
  readonly negAt?: number
  /** Only on own messages of which the hub has no row (`base` is `null`). */
  readonly unsentMark?: 1
  readonly base: Message | null
  readonly row: Message
}

export interface CallEntry {
  readonly id: CallId
  readonly negAt: number
  readonly base: CallRecord
  readonly row: CallRecord
}

/** One wish in the outbox, removed with its outcome and not before. */
export interface CommandEntry {
  /** Given by the database; wishes are sent in this order. */
  readonly order?: number
  readonly id: CommandId
  readonly chatId: ChatId | null
  readonly messageId: MessageId | null
  readonly command: CommandEnvelope
  /** Who wished it, and when; absent on rows of version 1. */
  readonly byId?: AgentId | null
  readonly atMs?: number
  /** What a refused `setStatus` goes back to. */
  readonly statusBefore?: AgentStatus
  readonly ownStatusBefore?: OwnStatusId | null | undefined
}

/** The picture of an own message until the hub has it. */
export interface ImageEntry {
  readonly messageId: MessageId
  readonly fileId: FileId
  readonly blob: Blob
  readonly name: string | null
  readonly isUploaded: boolean
}

export interface DraftEntry {
  readonly chatId: ChatId
  readonly text: string
  /** Written for colleagues: it must not come back as a message to the client. */
  readonly isNote?: boolean
  readonly edited?: DraftOfEdit
}

/**
 * What is being written about a call. It is kept for a while after it was sent: until the hub tells of the call nothing
 * else here remembers it.
 */
export interface RemarkDraftEntry {
  readonly callId: CallId
  readonly text: string
  readonly changedAtMs: number
  readonly isSent: boolean
}

/** Apart from the text, so that the list never touches pictures. */
export interface DraftImagesEntry {
  readonly chatId: ChatId
  readonly images: readonly OutgoingImage[]
  readonly awaited?: readonly TemplateFile[]
}

/** From which message on the cache holds the chat without gaps. */
export interface HistoryEntry {
  readonly chatId: ChatId
  readonly oldestAtMs: number
  readonly oldestId: MessageId | null
  readonly isAtBeginning: boolean
}

/** How far this desk has followed the hub's feed. Written in the transaction of the rows that it speaks of. */
export interface FeedState {
  readonly key: 'feed'
  readonly feedId: string
  readonly cursor: number
  /**
   * Up to there everything is here. While catching up the cursor says less: a row that has changed since comes at its latest
   * place, which may be further on. Absent until the first time.
   */
  readonly wholeUpTo?: number
  readonly me: AgentId
  /** Has the first snapshot been taken to its end? Before that nothing is announced as new. */
  readonly isFilled: boolean
  /** Of these nobody was told yet, as far as this desk knows (untold.ts). */
  readonly untold?: readonly MessageId[]
}

export interface UnreadState {
  readonly key: 'unread'
  readonly total: number
}

export interface DeskState {
  readonly key: 'desk'
  readonly deskId: string
}

export interface DirectoryState {
  readonly key: 'directory'
  readonly directory: Directory
}

export interface TelephonyState {
  readonly key: 'telephony'
  readonly telephony: Telephony
}

/** As whom the person at this desk acts; only of this feed. */
export interface ActorState {
  readonly key: 'actor'
  readonly agentId: AgentId
}

/** Chats of a hub that is gone for which something was written here (strays.ts). */
export interface StraysState {
  readonly key: 'strays'
  readonly chats: readonly { readonly chatId: ChatId; readonly externalId: string }[]
}

/** Which of the two databases of a cache holds the truth: the one with the higher generation (sealing/settle-form.ts). */
export interface FormState {
  readonly key: 'form'
  readonly generation: number
  /** With which key it is sealed; `null`: it lies open. */
  readonly keyId: string | null
}

/** What was not sent and cannot be read any more, until the person has seen it. */
export interface LostState {
  readonly key: 'lost'
  readonly messages: number
  readonly drafts: number
  readonly chatIds: readonly ChatId[]
}

/** After a long absence, until all of it is here (behind.ts). */
export interface BehindState {
  readonly key: 'behind'
  /** Conversations whose row came ahead of what was said in them. */
  readonly chatIds: readonly ChatId[]
  /** Those of which all is here, and up to which place of the feed. */
  readonly whole: readonly { readonly chatId: ChatId; readonly upTo: number }[]
  /** Of each chat whose row came ahead, which message the row before it told of; `null`: there was none, or no row. */
  readonly lasts?: readonly LastBefore[]
}

export interface LastBefore {
  readonly chatId: ChatId
  readonly last: { readonly id: MessageId; readonly atMs: number } | null
}

export type MetaEntry =
  | ActorState
  | DirectoryState
  | TelephonyState
  | FeedState
  | UnreadState
  | DeskState
  | StraysState
  | FormState
  | LostState
  | BehindState
export type ChannelEntry = Channel
export type AgentEntry = Agent

/** A part of the index of messages (text-index/segment-format.ts). */
export interface TextPartEntry {
  readonly id: number
  readonly bytes: Uint8Array
}

/** Messages that were written in one step and that the index of messages has not heard of; `null`: all of them. */
export interface TextQueueEntry {
  /** Given by the database. */
  readonly order?: number
  readonly ids: readonly MessageId[] | null
}

export interface TextState {
  readonly key: 'index'
  readonly rules: number
  readonly segments: readonly { readonly id: number; readonly dead: readonly number[] }[]
  readonly nextSegment: number
  readonly position: {
    readonly scannedTo: MessageId | null
    readonly isScanned: boolean
    readonly queueUpTo: number
  }
}
