import type { ChatId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import type { IncomingMessage, NewsKind } from '../data/desk-data'
import type { FeedRepository } from '../data/feed.repository'
import { judgeNews } from './judge-news'

interface Candidate {
  readonly message: Message
  /** Looked at before, when its chat's row had not come yet. */
  readonly isOld: boolean
}

/**
 * Which messages are worth a notice. A message that the cache never held is news if it is among those that the
 * hub counts as unread in its chat and if it did not come with a new channel's history: so neither what was there
 * before nor what a colleague has read meanwhile is announced, and no clock is asked. What happened to one chat at
 * once is one event (spec N5): a response, an assignment or a return is told in place of the words that came with it.
 */
export class IncomingNews {
  private candidates: Candidate[] = []

  constructor(
    private readonly feed: Pick<FeedRepository, 'readUnread'>,
    /** All that is known to be news at once: after a catch-up that is one call. */
    private readonly announce: (arrivals: readonly IncomingMessage[]) => void,
  ) {}

  add(fresh: readonly Message[]): void {
    this.candidates.push(...fresh.filter(isNews).map((message) => ({ message, isOld: false })))
  }

  forget(): void {
    this.candidates = []
  }

  /** Once nothing older is left: the chats' rows are here too. A message whose chat is late gets a second look. */
  async announceKnown(): Promise<void> {
    const candidates = this.candidates
    this.candidates = []
    const told: IncomingMessage[] = []
    for (const [chatId, members] of groupByChat(candidates)) {
      const unread = await this.feed.readUnread(chatId)
      const news: IncomingMessage[] = []
      for (const { message, isOld } of members) {
        const kind = unread && judgeNews(message, unread)
        if (kind) news.push({ kind, chat: unread.chat, message })
        else if (!isOld && message.direction === 'in') this.candidates.push({ message, isOld: true })
      }
      told.push(...tellOnce(news))
    }
    if (told.length > 0) this.announce(told)
  }
}

function isNews({ content, isHistory }: Message): boolean {
  return isHistory !== true && content.kind !== 'deleted' && content.kind !== 'system'
}

/** Meant for this very person, whatever else happened to the chat. */
const BESIDES: ReadonlySet<NewsKind> = new Set(['mention', 'whisper', 'taken', 'late'])
const HEADS = ['response', 'assigned', 'returned'] as const

function tellOnce(news: readonly IncomingMessage[]): readonly IncomingMessage[] {
  const head = HEADS.map((head) => news.findLast(({ kind }) => kind === head)).find((found) => found !== undefined)
  return head ? [head, ...news.filter(({ kind }) => BESIDES.has(kind))] : news
}

function groupByChat(candidates: readonly Candidate[]): Map<ChatId, Candidate[]> {
  const groups = new Map<ChatId, Candidate[]>()
  for (const candidate of candidates) {
    const members = groups.get(candidate.message.chatId)
    if (members) members.push(candidate)
    else groups.set(candidate.message.chatId, [candidate])
  }
  for (const members of groups.values()) members.sort(byTimeThenId)
  return groups
}

function byTimeThenId({ message: a }: Candidate, { message: b }: Candidate): number {
  return a.atMs - b.atMs || (a.id < b.id ? -1 : 1)
}
