import type { ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import type { HistoryRepository } from '../data/history.repository'
import type { HubRest } from './hub-rest'
import type { HubAddress } from './hub-socket'

export type OlderAnswer = 'loaded' | 'atBeginning' | 'offline'

/** The hub that is followed now; `null` while there is none. */
export interface FollowedHub {
  readonly address: HubAddress
  readonly feedId: string
}

/** Fetches pages of old messages into the cache, one at a time for each chat. */
export class HistoryLoader {
  private readonly running = new Map<ChatId, Promise<OlderAnswer>>()
  /** Changes of messages that were on their way as part of a page: newer than that page. */
  private readonly changedMeanwhile = new Map<ChatId, Map<MessageId, Message>>()

  constructor(
    private readonly rest: HubRest,
    private readonly history: HistoryRepository,
    private readonly followed: () => FollowedHub | null,
  ) {}

  load(chatId: ChatId): Promise<OlderAnswer> {
    const running = this.running.get(chatId)
    if (running) return running
    const started = this.loadPage(chatId).finally(() => {
      this.running.delete(chatId)
      this.changedMeanwhile.delete(chatId)
    })
    this.running.set(chatId, started)
    return started
  }

  isLoading(chatId: ChatId): boolean {
    return this.running.has(chatId)
  }

  /** The feed spoke of messages that the cache does not hold. */
  handleBeyond(messages: readonly Message[]): void {
    for (const message of messages) this.changedMeanwhile.get(message.chatId)?.set(message.id, message)
  }

  /** `before`: the oldest one that was known when all of a page was here. */
  private async loadPage(chatId: ChatId, before?: MessageId | null): Promise<OlderAnswer> {
    const start = await this.history.readStart(chatId)
    const oldestId = start?.oldestId ?? null
    if (start?.isAtBeginning || oldestId === before) return 'atBeginning'
    const hub = this.followed()
    if (!hub) return 'offline'
    const changed = new Map<MessageId, Message>()
    this.changedMeanwhile.set(chatId, changed)
    const page = await this.rest.fetchHistory(hub.address, chatId, oldestId)
    if (!page.ok) return 'offline'
    const messages = page.value.messages.map((message) => changed.get(message.id) ?? message)
    const added = await this.history.addPage(chatId, hub.feedId, messages, page.value.hasMore)
    if (added === null) return 'offline'
    if (added > 0) return 'loaded'
    // All of it was here, as where the cache did not know how far back it holds the chat: nothing on the screen moves, and so
    // nobody would ask again.
    return page.value.hasMore && messages.length > 0 ? this.loadPage(chatId, oldestId) : 'atBeginning'
  }
}
