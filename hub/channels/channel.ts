import type { Capabilities } from '#shared/domain/capabilities'
import type { ChannelAccount, ChannelHealth, ChannelKind } from '#shared/domain/channel'
import type { BlockReason, ChatSubject, Reach, ReadOnlyReason } from '#shared/domain/chat'
import type { SendFailure } from '#shared/domain/delivery'
import type { FileId, MessageId } from '#shared/domain/ids'
import type { JobResponse } from '#shared/domain/job-response'
import type { MessageContent } from '#shared/domain/message'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import type { Logger } from '#shared/lib/logger'

import type { Exchange } from '../network/exchange'

/**
 * One connected account on one platform. A driver knows the platform's wire and nothing of cases, desks or
 * SQL; the hub knows nothing of the platform. `fake-channel.ts` is a complete implementation for tests.
 */
export interface ChannelDriver extends Disposable {
  readonly kind: ChannelKind
  readonly capabilities: Capabilities

  /** Begins to receive: polls, subscribes its webhook, fills the gap since the last run. Returns at once. */
  start(): void

  /** Sends one message. Must not retry by itself beyond one token refresh: the outgoing queue decides. */
  send(message: OutgoingMessage): Promise<SendResult>

  /**
   * After an unknown outcome: looks in the chat for a message of ours that equals `message`, is not older than
   * `notBeforeMs` and is none of `knownExternalIds`.
   */
  findSent(
    message: OutgoingMessage,
    notBeforeMs: number,
    knownExternalIds: ReadonlySet<string>,
  ): Promise<FindSentResult>

  deleteMessage(chatExternalId: string, messageExternalId: string): Promise<ActionResult>
  /** With `capabilities.editing`. Repeating it changes nothing more. */
  editMessage?(chatExternalId: string, messageExternalId: string, text: string): Promise<ActionResult>
  /** The whole chat up to now was seen by an agent. */
  markRead(chatExternalId: string): Promise<ActionResult>
  block(chatExternalId: string, clientExternalId: string, reason: BlockReason): Promise<ActionResult>

  /** With `capabilities.blacklist.canUnblock`. */
  unblock?(chatExternalId: string, clientExternalId: string): Promise<ActionResult>
  /** With `capabilities.leave`. */
  leave?(chatExternalId: string): Promise<ActionResult>
  /** With `capabilities.typing`: somebody here types now. May be lost; never throws. */
  tellTyping?(chatExternalId: string, agentName: string): void

  /** With `capabilities.start`: who is meant by what a person typed or pasted (an address, an id). */
  findCandidate?(reference: string): Promise<Answer<Candidate>>
  /** The person of this conversation, as one whom one can write to first. */
  candidateOf?(chatExternalId: string): Promise<Answer<Candidate>>
  /** Begins the conversation with its first message; asked twice it stays one conversation with one message. */
  startChat?(wish: StartWish): Promise<StartResult>
  /** With `capabilities.invitations`: the published vacancies that one can invite to. */
  vacancies?(): Promise<Answer<readonly Vacancy[]>>
  invite?(wish: InvitationWish): Promise<StepResult>
  /** With `capabilities.stages`: where the response of this conversation can be moved now. */
  stageMoves?(chatExternalId: string): Promise<Answer<StageMoves>>
  moveStage?(wish: StageWish): Promise<StepResult>

  /** Address for the person's browser, or `null` where no consent is needed. Remembers `state` until it returns. */
  beginAuthorisation(): Promise<string | null>
  /** The browser came back to the hub's callback with `state` equal to one this driver handed out. */
  finishAuthorisation(query: Readonly<Record<string, string>>): Promise<AuthorisationResult>
  /** Does this driver own that `state`? */
  ownsState(state: string): boolean

  /**
   * A webhook call whose path secret was this channel's. `body` is parsed JSON of any shape, or `undefined` where it
   * was none; `secret` is what the platform puts into its `X-Secret` header. Resolves after the event is durable
   * (`host.ingest`); the caller answers 200 within the platform's limit, 403 to what is `refused`.
   */
  handleWebhook(body: unknown, secret: string | null): Promise<'taken' | 'refused'>

  /** These conversations are this channel's from now on: what it passed over in them before is read now. */
  readAgain?(chatExternalIds: readonly string[]): Promise<void>

  /** The channel is being removed for good: undoes what was set up on the platform. Called before `dispose`. */
  withdraw?(): Promise<void>
}

export interface OutgoingMessage {
  /** Ours, a UUID: the same for every attempt, so that a platform with idempotency keys takes it once. */
  readonly id: MessageId
  readonly chatExternalId: string
  readonly content:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'image'; readonly fileId: FileId }
    | { readonly kind: 'file'; readonly fileId: FileId; readonly name: string }
}

/**
 * - `sent` accepted, with what the platform said of it
 * - `refused` never going to work unless something changes; shown to the person
 * - `notSent` certainly not accepted; try again after `retryAfterMs` (null: the queue's own backoff)
 * - `unknown` the request may have been accepted (time-out, connection lost after sending, 5xx)
 */
export type SendResult =
  | { readonly kind: 'sent'; readonly externalId: string; readonly atMs: number }
  | { readonly kind: 'refused'; readonly reason: SendFailure; readonly detail: string | null }
  | { readonly kind: 'notSent'; readonly retryAfterMs: number | null; readonly detail: string }
  | { readonly kind: 'unknown'; readonly detail: string }

export type FindSentResult =
  | { readonly kind: 'found'; readonly externalId: string; readonly atMs: number }
  | { readonly kind: 'absent' }
  | { readonly kind: 'cannotTell'; readonly retryAfterMs: number | null; readonly detail: string }

/** `atMs`: of a change of text, when the platform made it, by its own clock; absent where it does not say. */
export type ActionResult =
  | { readonly kind: 'done'; readonly atMs?: number | undefined }
  | { readonly kind: 'refused'; readonly reason: SendFailure | 'windowClosed'; readonly detail: string | null }
  | { readonly kind: 'retry'; readonly retryAfterMs: number | null; readonly detail: string }

/** What was asked of the platform, or why it could not be said now. */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'notFound' }
  /** What a person pasted names nothing that the platform has. */
  | { readonly kind: 'unreadable' }
  /** It shows no more of these for now: a day has only so many views. */
  | { readonly kind: 'viewLimit' }
  | { readonly kind: 'refused'; readonly reason: SendFailure; readonly detail: string | null }
  | { readonly kind: 'unavailable'; readonly detail: string }

export interface Candidate {
  readonly externalId: string
  readonly fullName: string
  readonly position: string | null
  readonly phones: readonly string[]
  /** Spec M2: without open contacts no conversation can be begun. */
  readonly hasOpenContacts: boolean
  readonly url: string | null
}

export interface Vacancy {
  readonly externalId: string
  readonly title: string
  readonly url: string | null
}

/** `moves`: in the platform's order, each as the response's own actions list it; nothing is hard-coded. */
export interface StageMoves {
  readonly current: { readonly externalId: string; readonly title: string } | null
  /** Why no words can go to the client with a move now; moves that need some are not among `moves` then. */
  readonly wordless: WordlessMove | null
  readonly moves: readonly StageMove[]
}

/** `unanswered`: too many messages in a row without an answer; `full`: too many altogether; `closed`: it is closed. */
export type WordlessMove = 'unanswered' | 'full' | 'closed'

export interface StageMove {
  readonly externalId: string
  /** Of the move («Пригласить») and of the stage that it leads to («Собеседование»). */
  readonly title: string
  readonly stageTitle: string
  readonly message: 'none' | 'optional' | 'required'
  /** The platform's own words for that stage; `null`: none. */
  readonly template: string | null
}

export interface StartWish {
  readonly messageId: MessageId
  readonly candidateExternalId: string
  readonly text: string
}

/** `externalId` of the conversation; its messages come by `host.ingest`. */
export type StartResult =
  | { readonly kind: 'started'; readonly chat: IngestedChat; readonly message: IngestedMessage | null }
  | {
      readonly kind: 'refused'
      readonly reason: SendFailure | 'contactsClosed' | 'unsupported'
      readonly detail: string | null
    }
  | { readonly kind: 'retry'; readonly retryAfterMs: number | null; readonly detail: string }
  | { readonly kind: 'unknown'; readonly detail: string }

export interface InvitationWish {
  readonly chatExternalId: string
  readonly messageId: MessageId
  readonly vacancyExternalId: string
  readonly text: string
}

export interface StageWish {
  readonly chatExternalId: string
  readonly messageId: MessageId
  readonly moveExternalId: string
  readonly text: string | null
}

/**
 * A step that cannot be repeated blindly: `unknown` is settled by the driver itself when it is asked again (it looks
 * whether the step was made before it makes it).
 */
export type StepResult = ActionResult | { readonly kind: 'unknown'; readonly detail: string }

export type AuthorisationResult =
  { readonly kind: 'authorised' } | { readonly kind: 'declined' } | { readonly kind: 'failed'; readonly detail: string }

/** What the hub lends to a driver. Everything that returns a promise is durable once it resolves. */
export interface ChannelHost {
  readonly clock: Clock
  readonly logger: Logger
  readonly exchange: Exchange
  /** Secrets and tokens of this channel, encrypted at rest. `null` until first saved. */
  loadSecret(): Promise<string | null>
  saveSecret(value: string): Promise<void>
  /** Small plain state that survives restarts (poll cursor, webhook address), JSON text. */
  loadState(): Promise<string | null>
  saveState(value: string): Promise<void>
  /** Idempotent by external ids; older facts never overwrite newer ones. */
  ingest(batch: IngestBatch): Promise<void>
  /**
   * Is the conversation this channel's? One account may have two channels (Avito and Авито Работа), which hear of the
   * same conversations.
   */
  ownsChat(chat: Pick<IngestedChat, 'externalId' | 'subject'>): Promise<boolean>
  /** External id of the response that the conversation is about. */
  responseOf(chatExternalId: string): Promise<string | null>
  /** External ids among these that are not stored yet (saves fetching what is known). */
  unknownMessages(chatExternalId: string, externalIds: readonly string[]): Promise<ReadonlySet<string>>
  /** The client types now (spec M14); forgotten after some seconds. */
  typingSeen(chatExternalId: string): void
  setHealth(health: ChannelHealth): void
  setAccount(account: ChannelAccount): Promise<void>
  setDelivery(delivery: 'webhook' | 'polling'): void
  /** Public address for this channel's webhook incl. its path secret, or `null` when none can be reached. */
  webhookUrl(): string | null
  /** Stores bytes; the same bytes give the same id. `null`: the hub's disk has no room for them now. */
  saveFile(bytes: Uint8Array, mimeType: string, name: string | null): Promise<FileId | null>
  readFile(
    id: FileId,
  ): Promise<{ readonly bytes: Uint8Array; readonly mimeType: string; readonly name: string | null } | null>
}

export interface IngestBatch {
  readonly chats: readonly IngestedChat[]
  readonly messages: readonly IngestedMessage[]
}

export interface IngestedChat {
  readonly externalId: string
  readonly clientExternalId: string
  readonly clientName: string
  readonly avatarFileId: FileId | null
  readonly subject: ChatSubject | null
  readonly createdAtMs: number
  /**
   * `gone` when the platform answers that it does not know the chat any more. `noChat`: a response by telephone, under
   * a name of the driver's own.
   */
  readonly access: 'open' | 'blocked' | 'left' | 'readOnly' | 'gone' | 'noChat'
  /** With `readOnly`. */
  readonly readOnlyReason?: ReadOnlyReason | undefined
  /** Begun with a person, about no vacancy (spec M3). Absent: it is not known to be. */
  readonly isWithoutVacancy?: boolean | undefined
  /** Spec K3; absent: nothing new is known. */
  readonly reach?: Reach | undefined
  /** The response that the conversation is about, as far as known now. */
  readonly response?: JobResponse | undefined
}

export interface IngestedMessage {
  readonly chatExternalId: string
  readonly externalId: string
  readonly atMs: number
  /**
   * External ids of all messages that the platform lists with this very time, in its order, the oldest first, this one
   * among them. Absent where it lists no other, or in no order.
   */
  readonly moment?: readonly string[] | undefined
  readonly direction: 'in' | 'out' | 'system'
  readonly authorName: string | null
  readonly content: MessageContent
  readonly quote: { readonly authorName: string | null; readonly content: MessageContent } | null
  /** When the platform says its text was changed last. */
  readonly editedAtMs?: number | null | undefined
  /**
   * Own: may it be changed or deleted now? Absent: as the channel's capabilities say. `stage`: it went with a stage and
   * never can be (spec M12).
   */
  readonly revision?: 'allowed' | 'closed' | 'stage' | undefined
  /** Outgoing: when the other side read it. */
  readonly readAtMs: number | null
  /** Outgoing: the other side's page has it, where the channel tells. */
  readonly isDelivered?: boolean | undefined
  /** Incoming: was it read on our side already (on the platform's own page)? */
  readonly isReadByUs: boolean
  /** History filled in at first connection: may be unread, alerts nobody. */
  readonly isBackfill: boolean
}
