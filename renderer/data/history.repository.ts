import type { ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import type { CacheChanges } from './cache-changes'
import { ofTime, timelineOf } from './cache.repository'
import type { DeskDatabase } from './database'
import type { HistoryEntry, MessageEntry } from './rows'
import { PendingWishes, toMessageEntry } from './shown-rows'

export type Oldest = Pick<HistoryEntry, 'oldestAtMs' | 'oldestId'>

/** Pages of old messages, fetched when somebody scrolls up to them. */
export class HistoryRepository {
  constructor(
    private readonly db: DeskDatabase,
    private readonly changes: CacheChanges,
  ) {}

  /** From which message on the cache holds the chat without gaps: the next page ends before it. */
  async readStart(chatId: ChatId): Promise<HistoryEntry | null> {
    const start = await this.db.histories.get(chatId)
    if (!start) return null
    const isHeld = start.oldestId !== null && (await this.db.messages.get(start.oldestId)) !== undefined
    if (isHeld) return start
    // That message was removed since; the hub can only count from one that it knows.
    const isOfHub = ({ base }: MessageEntry) => base !== null
    const last = await timelineOf(this.db, chatId).reverse().filter(isOfHub).first()
    // Of messages of one time the index has the lowest id first.
    const oldest = last && (await ofTime(this.db, chatId, last.row.atMs).filter(isOfHub).first())
    return { ...start, oldestId: oldest?.id ?? null }
  }

  /**
   * Rows that the cache holds already are kept: the feed keeps them newer than any page. How many were not here; `null`: the
   * cache follows another feed by now.
   */
  async addPage(chatId: ChatId, feedId: string, page: readonly Message[], hasMore: boolean): Promise<number | null> {
    const { db } = this
    const added = await db.transaction('rw', [db.messages, db.histories, db.outbox, db.meta], async () => {
      const feed = await db.meta.get('feed')
      if (feed?.key !== 'feed' || feed.feedId !== feedId) return null
      const wishes = new PendingWishes(await db.outbox.toArray())
      const known = await db.messages.bulkGet(page.map(({ id }) => id))
      const missing = page.filter((_, index) => !known[index]?.base)
      await db.messages.bulkPut(missing.map((message) => toMessageEntry(message, wishes)))
      const start: Oldest = (await db.histories.get(chatId)) ?? { oldestAtMs: 0, oldestId: null }
      await db.histories.put({ chatId, ...page.reduce(olderOf, start), isAtBeginning: !hasMore })
      return missing.length
    })
    this.changes.publish({ timelines: [chatId] })
    return added
  }
}

export function olderOf(oldest: Oldest | null, { atMs, id }: { atMs: number; id: MessageId }): Oldest {
  const isOlder =
    oldest === null ||
    oldest.oldestId === null ||
    atMs < oldest.oldestAtMs ||
    (atMs === oldest.oldestAtMs && id < oldest.oldestId)
  return isOlder ? { oldestAtMs: atMs, oldestId: id } : { oldestAtMs: oldest.oldestAtMs, oldestId: oldest.oldestId }
}
