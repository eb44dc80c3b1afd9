import type { ChannelId, ChatId, MessageId } from '#shared/domain/ids'
import type { Message, MessageAuthor, MessageContent } from '#shared/domain/message'
import { foundIn, isAsTyped } from '#shared/domain/text-search/found-words'
import { searchableText } from '#shared/domain/text-search/searchable-text'
import { snippetOf, type Snippet } from '#shared/domain/text-search/snippet'
import type { TextQuery } from '#shared/domain/text-search/text-query'

/** One message that was found, as much of it as a list shows. */
export interface FoundMessage {
  readonly id: MessageId
  readonly chatId: ChatId
  /** Whose conversation it stands in. */
  readonly clientName: string
  readonly atMs: number
  readonly direction: Message['direction']
  readonly author: MessageAuthor
  readonly kind: MessageContent['kind']
  readonly snippet: Snippet
}

/** Which of the messages with the words are meant. */
export interface NarrowedMessages {
  readonly direction: Message['direction'] | null
  /** `null`: of every channel. */
  readonly channelIds: readonly ChannelId[] | null
  readonly fromMs: number
  readonly beforeMs: number
}

export function isMeant(
  { direction, atMs }: Pick<Message, 'direction' | 'atMs'>,
  channelId: ChannelId | null,
  narrowed: NarrowedMessages,
): boolean {
  if (narrowed.direction !== null && direction !== narrowed.direction) return false
  if (narrowed.channelIds && (channelId === null || !narrowed.channelIds.includes(channelId))) return false
  return atMs >= narrowed.fromMs && atMs < narrowed.beforeMs
}

export interface FoundMessages {
  /** The surest first, of these the newest. */
  readonly hits: readonly FoundMessage[]
  /** All that there are; `hits` are the first of them. */
  readonly count: number
  readonly index: TextIndexState
}

/** `building`: so much of what is cached is in it. `unavailable`: it cannot be asked now. */
export type TextIndexState =
  { readonly kind: 'ready' } | { readonly kind: 'building'; readonly share: number } | { readonly kind: 'unavailable' }

export function toFoundMessage(message: Message, clientName: string, query: TextQuery): FoundMessage {
  const text = searchableText(message)
  return {
    id: message.id,
    chatId: message.chatId,
    clientName,
    atMs: message.atMs,
    direction: message.direction,
    author: message.author,
    kind: message.content.kind,
    snippet: snippetOf(text, foundIn(text, query)),
  }
}

/** Of equally sure ones those that say it just as it was typed stand first, then the newest. */
export function bestFirst(
  found: readonly { readonly message: Message; readonly isNear: boolean }[],
  query: TextQuery,
): readonly Message[] {
  return found
    .map(({ message, isNear }) => ({
      message,
      rank: (isNear ? 2 : 0) + (isAsTyped(searchableText(message), query) ? 0 : 1),
    }))
    .sort((a, b) => a.rank - b.rank || b.message.atMs - a.message.atMs || (a.message.id < b.message.id ? 1 : -1))
    .map(({ message }) => message)
}
