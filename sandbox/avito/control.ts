import type { Fault } from '../lib/faults'
import type { WebhookBehaviour } from './hook-delivery'
import type { JobControl } from './jobs/job-control'

/** Drives the sandbox from the outside: as an object in the same process, or over HTTP by `createAvitoControlClient`. */
export interface AvitoControl extends JobControl {
  /** A client writes. Without `chatId` a new chat begins. Exactly one kind of content is to be given. */
  clientWrites(message: ClientMessage): Promise<{ readonly chatId: string; readonly messageId: string }>
  /** The client opens the chat: our messages there get their read mark. */
  clientReads(chatId: string): Promise<void>
  /** Somebody writes under the account on the platform's own page. */
  agentWritesOutside(chatId: string, text: string): Promise<{ readonly messageId: string }>
  deleteChat(chatId: string): Promise<void>
  chats(): Promise<readonly ControlChat[]>
  /** Oldest first. */
  messages(chatId: string): Promise<readonly ControlMessage[]>
  /** Every accepted outgoing message, in order: count here for "exactly once". */
  received(chatId?: string): Promise<readonly ReceivedMessage[]>
  expireAccessTokens(): Promise<void>
  revokeRefreshTokens(): Promise<void>
  /** Links given out so far stop working; asking for new ones goes on working. */
  expireVoiceLinks(): Promise<void>
  /** The sounds themselves are gone: no link is given any more. */
  forgetVoices(): Promise<void>
  /** `false`: every messenger method answers 402. */
  setTariff(isPaid: boolean): Promise<void>
  setRateLimit(perMinute: number): Promise<void>
  inject(fault: Fault): Promise<void>
  clearFaults(): Promise<void>
  setWebhook(behaviour: Partial<WebhookBehaviour>): Promise<void>
  webhooks(): Promise<readonly string[]>
  setListShape(shape: 'object' | 'array'): Promise<void>
  setRedirectUrl(url: string | null): Promise<void>
  advanceClock(ms: number): Promise<void>
  stats(): Promise<ControlStats>
}

export interface ClientMessage {
  readonly chatId?: string
  /** For a new chat. */
  readonly clientName?: string
  readonly item?: ControlItem | null
  readonly avatar?: boolean
  /** Id of the message that this one answers. */
  readonly quote?: string

  readonly text?: string
  /** A drawn picture by its name (`sandbox/lib/scenes.ts`), or bytes. */
  readonly image?: string | { readonly base64: string; readonly mimeType: string }
  readonly voice?: { readonly seconds: number }
  readonly call?: { readonly status: string }
  readonly location?: {
    readonly title: string
    readonly text?: string
    readonly lat: number
    readonly lon: number
    readonly kind?: string
  }
  readonly link?: {
    readonly text: string
    readonly url: string
    readonly title?: string
    readonly description?: string
  }
  /** A card of an ad sent as a message. */
  readonly card?: { readonly title: string; readonly price: string; readonly url?: string; readonly imageUrl?: string }
  readonly system?: string
  /** Types whose content the platform keeps to itself. */
  readonly unsupported?: 'video' | 'file' | 'appCall'
  /** Anything, word for word: for what does not parse. */
  readonly raw?: { readonly type: string; readonly content: Readonly<Record<string, unknown>> }
}

export interface ControlItem {
  readonly kind: 'goods' | 'vacancy' | 'resume'
  readonly title: string
  readonly price?: string
  readonly scene?: string
}

export interface ControlChat {
  readonly id: string
  readonly clientId: number
  readonly clientName: string
  readonly itemKind: 'goods' | 'vacancy' | 'resume' | null
  readonly itemTitle: string | null
  readonly messageCount: number
}

export interface ControlMessage {
  readonly id: string
  readonly direction: 'in' | 'out'
  readonly type: string
  readonly text: string | null
  readonly createdAtMs: number
  readonly isRead: boolean
  readonly readAtMs: number | null
}

export interface ReceivedMessage {
  readonly id: string
  readonly chatId: string
  readonly type: string
  readonly text: string | null
  readonly createdAtMs: number
  readonly isDeleted: boolean
}

export interface ControlStats {
  readonly requests: number
  readonly unauthorised: number
  readonly tokensIssued: number
  readonly accepted: number
  readonly faultsPending: number
  readonly webhooksDelivered: number
  readonly webhooksFailed: number
  readonly blacklist: readonly { readonly userId: number; readonly itemId: number | null; readonly reasonId: number }[]
}
