import type { CallRemark, CallRoute } from './call'
import type { CaseEvent } from './case'
import type { ChatEvent } from './chat-event'
import type { Delivery, SendFailure } from './delivery'
import type { AgentId, BotId, CallId, ChatId, FileId, MessageId } from './ids'

export type MessageContent =
  | { readonly kind: 'text'; readonly text: string }
  | ImageContent
  | FileContent
  | {
      readonly kind: 'link'
      readonly text: string
      readonly url: string
      readonly title: string | null
      readonly description: string | null
    }
  | {
      readonly kind: 'item'
      readonly title: string
      readonly price: string | null
      readonly url: string | null
      readonly imageUrl: string | null
    }
  | {
      readonly kind: 'location'
      readonly title: string
      readonly text: string | null
      readonly lat: number
      readonly lon: number
    }
  /** A call made inside the channel itself (Avito), not by Otklik. */
  | { readonly kind: 'channelCall'; readonly status: string }
  | VoiceContent
  | { readonly kind: 'system'; readonly text: string }
  /** A call made or taken by Otklik's phone; `id` of the message equals `callId`. */
  | PhoneCallContent
  /** Отклик на вакансию (spec Q3); the whole response stands on the chat. */
  | { readonly kind: 'response'; readonly vacancyTitle: string; readonly how: 'chat' | 'phone' }
  /** Comment of a colleague (spec M25), never sent to a channel. */
  | NoteContent
  | { readonly kind: 'caseEvent'; readonly event: CaseEvent }
  | { readonly kind: 'chatEvent'; readonly event: ChatEvent }
  | { readonly kind: 'deleted' }
  /** The channel names a type but does not give its content: `externalType` is its word (video, file, appCall, …). */
  | { readonly kind: 'unsupported'; readonly externalType: string; readonly openUrl: string | null }

export interface NoteContent {
  readonly kind: 'note'
  readonly text: string
  readonly mentions: readonly AgentId[]
  /** A whisper: seen by these two and by supervisors alone (whisper.ts). Absent: by every colleague. */
  readonly between?: readonly AgentId[] | undefined
}

export interface ImageContent {
  readonly kind: 'image'
  readonly fileId: FileId
  readonly width: number | null
  readonly height: number | null
  readonly bytes: number | null
  readonly name: string | null
  /** Its term is over and its bytes are gone (spec C9); absent: they are there. */
  readonly isExpired?: boolean | undefined
}

export interface FileContent {
  readonly kind: 'file'
  readonly fileId: FileId
  readonly name: string
  readonly mimeType: string
  readonly bytes: number
  readonly isExpired?: boolean | undefined
}

export interface VoiceContent {
  readonly kind: 'voice'
  /** `null` until fetched. */
  readonly fileId: FileId | null
  /** `lost`: the link expired or was refused before the sound could be kept. */
  readonly state: 'fetching' | 'kept' | 'lost'
  readonly isExpired?: boolean | undefined
}

export interface PhoneCallContent {
  readonly kind: 'phoneCall'
  readonly callId: CallId
  readonly direction: 'incoming' | 'outgoing'
  /** Absent: by telephone. */
  readonly route?: CallRoute | undefined
  readonly number: string
  readonly outcome: CallOutcome
  readonly startedAtMs: number
  /** Talk time; 0 when nobody answered. */
  readonly durationMs: number
  /** The colleague who talked, by the PBX's book; absent or `null`: nobody, or not known. */
  readonly answeredBy?: string | null | undefined
  /** What agents wrote about it; absent: nothing. */
  readonly remarks?: readonly CallRemark[] | undefined
}

export type CallOutcome =
  'answered' | 'missed' | 'declined' | 'busy' | 'noAnswer' | 'cancelled' | 'failed' | 'interrupted'

export interface Message {
  readonly id: MessageId
  readonly chatId: ChatId
  readonly externalId: string | null
  /**
   * Order in the timeline: `atMs`, then `id`. The channel's own time once known. Where the channel's times are whole
   * seconds, the milliseconds serve its order within the second.
   */
  readonly atMs: number
  readonly direction: 'in' | 'out' | 'system'
  readonly author: MessageAuthor
  readonly content: MessageContent
  readonly quote: MessageQuote | null
  /** `null` for incoming and system messages. */
  readonly delivery: Delivery | null
  /** End of the window in which this message can still be deleted; `null` where it never can. */
  readonly deletableUntilMs: number | null
  /** End of the window in which this text can still be changed; `null` where it never can. */
  readonly editableUntilMs: number | null
  /** When its text was changed last; `null`: it is as it was sent. */
  readonly editedAtMs: number | null
  /** A change that the channel has not confirmed: until then `content` is what the client sees. */
  readonly revision?: MessageRevision | null | undefined
  /** Came with the history of a newly connected channel: may be unread, but is no news to anybody. */
  readonly isHistory?: boolean | undefined
}

/** `refused`: why the channel did not take it; nothing was changed then. `null`: on its way to the channel. */
export type MessageRevision =
  | { readonly kind: 'edit'; readonly text: string; readonly refused: RevisionFailure | null }
  | { readonly kind: 'delete'; readonly refused: RevisionFailure | null }

export type RevisionFailure = SendFailure | 'windowClosed'

export type MessageAuthor =
  | { readonly kind: 'client'; readonly name: string }
  | { readonly kind: 'agent'; readonly agentId: AgentId }
  /** Written under the company's account outside Otklik, e.g. on Avito's own page. */
  | { readonly kind: 'outside' }
  | { readonly kind: 'bot'; readonly botId: BotId }
  /**
   * Sent by the rules of the channel. What went with a stage (`stage`) is a system message: nobody changes or deletes it
   * (spec M12).
   */
  | { readonly kind: 'rule'; readonly rule: 'autoAnswer' | 'closing' | 'stage' | 'missedCall' }
  | { readonly kind: 'system' }

export interface MessageQuote {
  readonly authorName: string | null
  readonly content: MessageContent
}
