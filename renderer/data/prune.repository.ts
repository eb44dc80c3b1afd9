import type { CaseSummary } from '#shared/domain/case'
import type { ChatId, MessageId } from '#shared/domain/ids'
import Dexie from 'dexie'

import type { CacheChanges } from './cache-changes'
import { ofTime, timelineOf } from './cache.repository'
import type { DeskDatabase } from './database'
import type { ChatEntry, MessageEntry } from './rows'
import { isUndelivered } from './strays'

/** Of one conversation as many go in one transaction. */
const MESSAGES_AT_ONCE = 500

/** Where the walk over all conversations goes on; `null`: it is over. */
export interface PruneStep<Place> {
  readonly chatIds: readonly ChatId[]
  readonly next: Place | null
}

export type ChatPlace = readonly [negAt: number, id: ChatId]

/**
 * Takes old messages of the hub out of the cache (docs/adr/0070). Each step is one short transaction after which the
 * cache is whole: of every conversation it holds the messages from some moment on without gaps, and `histories` says
 * from which, so that older ones are fetched by page, and a step that was broken off is simply done again.
 */
export class PruneRepository {
  constructor(
    private readonly db: DeskDatabase,
    private readonly changes: CacheChanges,
  ) {}

  countMessages(): Promise<number> {
    return this.db.messages.count()
  }

  /** The next conversations that hold messages of before `beforeMs`, by id. */
  async withOlder(beforeMs: number, after: ChatId | null, limit: number): Promise<PruneStep<ChatId>> {
    const { histories } = this.db
    const rest = after === null ? histories.toCollection() : histories.where('chatId').above(after)
    const entries = await rest.limit(limit).toArray()
    const chatIds = entries.flatMap(({ chatId, oldestAtMs }) => (oldestAtMs < beforeMs ? [chatId] : []))
    return { chatIds, next: entries.length < limit ? null : (entries.at(-1)?.chatId ?? null) }
  }

  /** The next conversations in which nothing was said for longest. */
  async leastRecent(before: ChatPlace | null, limit: number): Promise<PruneStep<ChatPlace>> {
    const upper = before ?? [Dexie.maxKey]
    const entries = await this.db.chats
      .where('[negAt+id]')
      .between([Dexie.minKey], [...upper], true, before === null)
      .reverse()
      .limit(limit)
      .toArray()
    const last = entries.at(-1)
    return {
      chatIds: entries.map(({ id }) => id),
      next: entries.length < limit || !last ? null : [last.negAt, last.id],
    }
  }

  /** Answers how many messages went. `isBusy`: somebody reads the conversation, or a page of it is on its way. */
  async shorten(chatIds: readonly ChatId[], beforeMs: number, isBusy: (id: ChatId) => boolean): Promise<number> {
    const { db } = this
    const wanted = chatIds.filter((id) => !isBusy(id))
    if (wanted.length === 0) return 0
    const tables = [db.chats, db.messages, db.histories, db.outbox, db.drafts, db.draftImages]
    const gone = await db.transaction('rw', tables, async () => {
      const kept = await this.keptChats(wanted)
      const shortened: { readonly chatId: ChatId; readonly count: number }[] = []
      for (const chatId of wanted) {
        if (kept.has(chatId)) continue
        const old = await this.oldestOf(chatId, beforeMs)
        if (old.length === 0) continue
        await db.messages.bulkDelete(old)
        await this.moveStart(chatId)
        shortened.push({ chatId, count: old.length })
      }
      return shortened
    })
    this.changes.publish({ timelines: gone.map(({ chatId }) => chatId) })
    return gone.reduce((sum, { count }) => sum + count, 0)
  }

  /** What somebody has to do with stays whole: open cases, pins, what is unread, and where something was written here. */
  private async keptChats(chatIds: readonly ChatId[]): Promise<ReadonlySet<ChatId>> {
    const { chats, outbox, drafts, draftImages, messages } = this.db
    const ids = [...chatIds]
    const [entries, wishes, drafted, pictured, unsent] = await Promise.all([
      chats.bulkGet(ids),
      outbox.toArray(),
      drafts.bulkGet(ids),
      draftImages.bulkGet(ids),
      messages.where('unsentMark').equals(1).toArray(),
    ])
    const written = [...wishes, ...drafted, ...pictured, ...unsent].flatMap((each) => each?.chatId ?? [])
    return new Set([...written, ...entries.flatMap((entry) => (entry && isHeld(entry) ? [entry.id] : []))])
  }

  /** The oldest messages of before `beforeMs`, all of one moment together. */
  private async oldestOf(chatId: ChatId, beforeMs: number): Promise<MessageId[]> {
    const entries = await this.db.messages
      .where('[chatId+negAt+id]')
      .between([chatId, -beforeMs, Dexie.maxKey], [chatId, Dexie.maxKey], false, true)
      .reverse()
      .limit(MESSAGES_AT_ONCE + 1)
      .toArray()
    const stop = entries.findIndex(staysHere)
    const free = stop === -1 ? entries : entries.slice(0, stop)
    const cut = stop === -1 ? entries[MESSAGES_AT_ONCE]?.negAt : entries[stop]?.negAt
    const whole = free.filter(({ negAt }) => negAt !== cut)
    if (whole.length > 0 || stop !== -1 || cut === undefined) return whole.map(({ id }) => id)
    // More than that in one millisecond: they go together all the same.
    return (await ofTime(this.db, chatId, -cut).toArray()).map(({ id }) => id)
  }

  private async moveStart(chatId: ChatId): Promise<void> {
    const isOfHub = ({ base }: MessageEntry) => base !== null
    const last = await timelineOf(this.db, chatId).reverse().filter(isOfHub).first()
    // Of messages of one time the index has the lowest id first.
    const oldest = last && (await ofTime(this.db, chatId, last.row.atMs).filter(isOfHub).first())
    if (!oldest) await this.db.histories.delete(chatId)
    else {
      const { id, row } = oldest
      await this.db.histories.put({ chatId, oldestAtMs: row.atMs, oldestId: id, isAtBeginning: false })
    }
  }
}

function isHeld({ row }: ChatEntry): boolean {
  return row.unread > 0 || isPinned(row.case) || (row.case.state.kind !== 'closed' && row.case.state.kind !== 'idle')
}

function isPinned({ isPinned: byAnybody, pins }: CaseSummary): boolean {
  return byAnybody || (pins?.length ?? 0) > 0
}

/** Written here and not known to the hub, or taken by it and not by the channel. */
function staysHere({ base, row }: MessageEntry): boolean {
  return base === null || row.delivery?.state === 'scheduled' || isUndelivered(row.delivery?.state)
}
