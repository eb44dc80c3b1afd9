import type { CaseSummary } from './case'
import type { ClientCard } from './client-card'
import type { Delivery } from './delivery'
import type { ChannelId, ChatId, ClientId, FileId, MessageId } from './ids'
import type { JobResponse } from './job-response'
import type { Message, MessageContent } from './message'

/** One conversation with one client on one channel, with the case that it belongs to. */
export interface Chat {
  readonly id: ChatId
  readonly channelId: ChannelId
  readonly externalId: string
  readonly clientId: ClientId
  /** The client's shown name; an unnamed writer is `''` and shown as «Гость». */
  readonly clientName: string
  /** E.164 (`+79172041833`) or null. */
  readonly clientPhone: string | null
  readonly avatarFileId: FileId | null
  readonly subject: ChatSubject | null
  readonly case: CaseSummary
  /** `null`: «Гость» (spec C1). */
  readonly card: ClientCard | null
  readonly response: JobResponse | null
  readonly lastMessage: LastMessage | null
  /** Sort key of the list: time of the last message, or of the chat's creation. */
  readonly lastAtMs: number
  /** Begun with a person and not about a vacancy; bears its own mark (spec M3, M4). */
  readonly isWithoutVacancy: boolean
  /** What allows calling this person and writing first (spec K3); `null`: nothing is known to. */
  readonly reach: Reach | null
  readonly unread: number
  readonly access: ChatAccess
}

/** What the conversation is about: the ad (Avito), vacancy or résumé. */
export interface ChatSubject {
  readonly kind: 'item' | 'vacancy' | 'resume'
  readonly title: string
  readonly price: string | null
  readonly url: string | null
  readonly imageUrl: string | null
}

export interface LastMessage {
  readonly id: MessageId
  readonly atMs: number
  readonly direction: Message['direction']
  readonly content: MessageContent
  readonly delivery: Delivery | null
}

/**
 * `gone`: the channel no longer knows the chat. `blocked`: the client is on the channel's blacklist. `left`: we left it.
 * `readOnly`: the platform takes no message here now. `noChat`: a response by telephone, which has no conversation.
 */
export type ChatAccess =
  | { readonly kind: 'open' }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'left' }
  | { readonly kind: 'readOnly'; readonly reason: ReadOnlyReason }
  | { readonly kind: 'gone' }
  | { readonly kind: 'noChat' }
  | { readonly kind: 'channelRemoved' }

/** Avito's reasons for the blacklist (facts/avito-messenger.md, row 13). */
export type BlockReason = 'spam' | 'fraud' | 'rudeness' | 'other'

/**
 * Why nothing can be written (spec M27). `limitReached`: too many messages without an answer. `beginning`: the platform
 * has not made the conversation yet; `notBegun`: it refused to.
 */
export type ReadOnlyReason =
  'archived' | 'limitReached' | 'closedByPlatform' | 'closedByClient' | 'beginning' | 'notBegun'

/** Spec K3: who may be called. */
export type Reach = 'responded' | 'invited' | 'openContacts'
