import type { ChatId, MessageId } from '#shared/domain/ids'
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
  private candidates = new Map<MessageId, Candidate>()
  /** What nobody was told of before the start is read once. */
  private hasReadUntold = false

  constructor(
    private readonly feed: Pick<FeedRepository, 'readUnread' | 'readUntold' | 'noteTold'>,
    /** All that is known to be news at once: after a catch-up that is one call. */
    private readonly announce: (arrivals: readonly IncomingMessage[]) => void,
  ) {}

  add(fresh: readonly Message[]): void {
    for (const message of fresh) this.candidates.set(message.id, { message, isOld: false })
  }

  /** The cache was emptied: what was to be told comes again with its rows. */
  forget(): void {
    this.candidates.clear()
    this.hasReadUntold = false
  }

  /** Once nothing older is left: the chats' rows are here too. A message whose chat is late gets a second look. */
  async announceKnown(): Promise<void> {
    if (!this.hasReadUntold) await this.addUntold()
    if (this.candidates.size === 0) return
    const groups = groupByChat(this.candidates.values())
    const unread = await this.feed.readUnread(
      new Map([...groups].map(([chatId, members]) => [chatId, startOf(members)])),
    )
    const late = new Map<MessageId, Candidate>()
    const told: IncomingMessage[] = []
    for (const [chatId, members] of groups) {
      const ofChat = unread.get(chatId)
      const news: IncomingMessage[] = []
      for (const { message, isOld } of members) {
        const kind = ofChat && judgeNews(message, ofChat)
        if (kind) news.push({ kind, chat: ofChat.chat, message })
        else if (!isOld && message.direction === 'in') late.set(message.id, { message, isOld: true })
      }
      told.push(...tellOnce(news))
    }
    const open = new Set([...late.keys(), ...told.map(({ message }) => message.id)])
    this.feed.noteTold([...this.candidates.keys()].filter((id) => !open.has(id)))
    this.candidates = late
    if (told.length > 0) this.announce(told)
  }

  private async addUntold(): Promise<void> {
    const untold = await this.feed.readUntold()
    this.hasReadUntold = true
    this.add(untold.filter(({ id }) => !this.candidates.has(id)))
  }
}

/** Meant for this very person, whatever else happened to the chat. */
const BESIDES: ReadonlySet<NewsKind> = new Set(['mention', 'whisper', 'taken', 'late'])
const HEADS = ['response', 'assigned', 'returned'] as const

function tellOnce(news: readonly IncomingMessage[]): readonly IncomingMessage[] {
  const head = HEADS.map((head) => news.findLast(({ kind }) => kind === head)).find((found) => found !== undefined)
  return head ? [head, ...news.filter(({ kind }) => BESIDES.has(kind))] : news
}

function groupByChat(candidates: Iterable<Candidate>): Map<ChatId, Candidate[]> {
  const groups = new Map<ChatId, Candidate[]>()
  for (const candidate of candidates) {
    const members = groups.get(candidate.message.chatId)
    if (members) members.push(candidate)
    else groups.set(candidate.message.chatId, [candidate])
  }
  for (const members of groups.values()) members.sort(byTimeThenId)
  return groups
}

/** From where on it has to be known what is unread. */
function startOf(members: readonly Candidate[]): number | null {
  return members.find(({ message }) => message.direction === 'in')?.message.atMs ?? null
}

function byTimeThenId({ message: a }: Candidate, { message: b }: Candidate): number {
  return a.atMs - b.atMs || (a.id < b.id ? -1 : 1)
}
