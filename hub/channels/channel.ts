import type { Capabilities } from '#shared/domain/capabilities'
import type { ChannelAccount, ChannelHealth, ChannelKind } from '#shared/domain/channel'
import type { BlockReason, ChatSubject } from '#shared/domain/chat'
import type { SendFailure } from '#shared/domain/delivery'
import type { FileId } from '#shared/domain/ids'
import type { JobResponse } from '#shared/domain/job-response'
import type { MessageContent } from '#shared/domain/message'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import type { Logger } from '#shared/lib/logger'

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
  /** The whole chat up to now was seen by an agent. */
  markRead(chatExternalId: string): Promise<ActionResult>
  block(chatExternalId: string, clientExternalId: string, reason: BlockReason): Promise<ActionResult>

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
  readonly chatExternalId: string
  readonly content:
    { readonly kind: 'text'; readonly text: string } | { readonly kind: 'image'; readonly fileId: FileId }
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

export type ActionResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly reason: SendFailure | 'windowClosed'; readonly detail: string | null }
  | { readonly kind: 'retry'; readonly retryAfterMs: number | null; readonly detail: string }

export type AuthorisationResult =
  { readonly kind: 'authorised' } | { readonly kind: 'declined' } | { readonly kind: 'failed'; readonly detail: string }

/** What the hub lends to a driver. Everything that returns a promise is durable once it resolves. */
export interface ChannelHost {
  readonly clock: Clock
  readonly logger: Logger
  readonly fetch: typeof fetch
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
  setHealth(health: ChannelHealth): void
  setAccount(account: ChannelAccount): Promise<void>
  setDelivery(delivery: 'webhook' | 'polling'): void
  /** Public address for this channel's webhook incl. its path secret, or `null` when none can be reached. */
  webhookUrl(): string | null
  /** Stores bytes; the same bytes give the same id. */
  saveFile(bytes: Uint8Array, mimeType: string, name: string | null): Promise<FileId>
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
  readonly access: 'open' | 'blocked' | 'gone' | 'noChat'
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
  /** Outgoing: when the other side read it. */
  readonly readAtMs: number | null
  /** Incoming: was it read on our side already (on the platform's own page)? */
  readonly isReadByUs: boolean
  /** History filled in at first connection: may be unread, alerts nobody. */
  readonly isBackfill: boolean
}
