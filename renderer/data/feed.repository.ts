import type { CommandRefusal } from '#shared/contract/commands'
import type { Change } from '#shared/contract/sync'
import type { Chat } from '#shared/domain/chat'
import type { AgentId, ChatId, CommandId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import { actAsSelf, readActor } from './actor'
import { applyMessages } from './apply-messages'
import { applyCalls, applyChats, applyNames, applyTelephony } from './apply-rest'
import type { CacheChanges } from './cache-changes'
import { newestOf } from './cache.repository'
import { queuePlaces } from './case-order'
import type { DeskDatabase } from './database'
import { newestChanges } from './newest-changes'
import { readUnsent, refreshShown, shownTables } from './overlay'
import { forgetErased } from './forget-erased'
import type { FeedState } from './rows'
import { settleCommand, type SettledCommand } from './settle-command'
import { PendingWishes, toUnsentEntry } from './shown-rows'
import { adoptStrays, keepUndelivered, rememberStrays } from './strays'

export interface FeedPosition {
  readonly feedId: string | null
  readonly cursor: number
  readonly deskId: string
}

export interface AppliedBatch {
  /** What may be worth a notice and was never held by this cache; none during the first snapshot. */
  readonly fresh: readonly Message[]
  /** Changes of messages older than what the cache holds of their chat. */
  readonly beyond: readonly Message[]
}

export interface UnreadOfChat {
  readonly chat: Chat
  readonly ids: ReadonlySet<MessageId>
  /** Who works at this desk now; `null` while the hub has not said it. */
  readonly meId: AgentId | null
  /** Does the case wait in a queue that this person works off? */
  readonly isOfMyQueue: boolean
}

/** Own messages stand between the unread ones; so many rows are looked through for them. */
const UNREAD_SEARCH = 50
const MAX_UNREAD_SEARCH = 500

/** What the worker writes: the hub's feed into the cache. */
export class FeedRepository {
  constructor(
    private readonly db: DeskDatabase,
    private readonly changes: CacheChanges,
    private readonly newId: () => string,
  ) {}

  async readPosition(): Promise<FeedPosition> {
    const { meta } = this.db
    return this.db.transaction('rw', meta, async () => {
      const feed = await this.readFeed()
      const desk = await meta.get('desk')
      const deskId = desk?.key === 'desk' ? desk.deskId : this.newId()
      if (!desk) await meta.put({ key: 'desk', deskId })
      return { feedId: feed?.feedId ?? null, cursor: feed?.cursor ?? 0, deskId }
    })
  }

  /**
   * Follows this feed from now on. Another one, or a reset, empties the cache; outbox, drafts and own messages
   * that the hub has no row of stay.
   */
  async follow(feedId: string, me: AgentId, isReset: boolean): Promise<'kept' | 'emptied'> {
    const { db } = this
    const result = await db.transaction('rw', db.tables, async () => {
      const feed = await this.readFeed()
      // With cursor 0 the hub sends a snapshot, whatever part of an earlier one is here.
      if (feed && feed.feedId === feedId && feed.cursor > 0 && !isReset) {
        if (feed.me !== me) await db.meta.put({ ...feed, me })
        return 'kept'
      }
      const isOtherHub = feed !== null && feed.feedId !== feedId
      if (isOtherHub) {
        await rememberStrays(db)
        // Versions of another hub mean nothing to this one.
        await db.hubDrafts.clear()
        await actAsSelf(db)
      }
      const unsent = [...(await readUnsent(db)), ...(isOtherHub ? await keepUndelivered(db) : [])]
      const { textParts, textState } = db
      for (const table of [db.chats, db.messages, db.channels, db.agents, db.calls, db.histories]) await table.clear()
      for (const table of [textParts, textState]) await table.clear()
      await db.messages.bulkPut(unsent)
      await db.meta.put({ key: 'feed', feedId, cursor: 0, me, isFilled: false })
      await db.meta.put({ key: 'unread', total: 0 })
      await db.meta.bulkDelete(['directory', 'telephony'])
      return 'emptied'
    })
    if (result === 'emptied') this.changes.publish({ everything: true })
    return result
  }

  /** One transaction: the rows and the cursor that says they are here. `null` when they were applied before. */
  async apply(batch: readonly Change[], upTo: number, isCaughtUp: boolean): Promise<AppliedBatch | null> {
    const { db } = this
    const newest = newestChanges(batch)
    const applied = await db.transaction('rw', db.tables, async () => {
      const feed = await this.readFeed()
      if (!feed) throw new Error('Changes came before the desk followed a feed')
      if (upTo < feed.cursor) return null
      if (upTo === feed.cursor && feed.isFilled) {
        if (isCaughtUp && feed.wholeUpTo !== upTo) await db.meta.put({ ...feed, wholeUpTo: upTo })
        return null
      }
      const isFilled = feed.isFilled || isCaughtUp
      const adopted = await adoptStrays(db, newest.chats)
      const wishes = new PendingWishes(await db.outbox.toArray())
      const messages = await applyMessages(db, newest.messages, wishes, feed.isFilled)
      await applyChats(db, newest, wishes, messages.arrivedOwn)
      await forgetErased(db, newest)
      await applyNames(db, newest)
      await applyTelephony(db, newest)
      await applyCalls(db, newest, wishes)
      await db.meta.put({ ...feed, cursor: upTo, isFilled, ...(isCaughtUp ? { wholeUpTo: upTo } : {}) })
      const isFillComplete = isFilled && !feed.isFilled
      return { ...messages, fresh: feed.isFilled ? messages.fresh : [], isFillComplete, adopted }
    })
    if (!applied) return null
    this.changes.publish(
      applied.isFillComplete
        ? { everything: true }
        : {
            chats: [...newest.chats.keys(), ...applied.arrivedOwn],
            timelines: [...applied.timelines, ...newest.erased],
            ...(newest.erased.size > 0 ? { outbox: 'settled' as const, erased: true } : {}),
            channels: newest.channels.size > 0,
            calls: newest.calls.size > 0,
            people: newest.agents.size > 0 || newest.directory !== null,
            telephony: newest.telephony !== undefined,
          },
    )
    if (applied.adopted.length > 0) this.changes.publish({ timelines: applied.adopted, outbox: 'added' })
    return applied
  }

  async settle(id: CommandId, refusal: CommandRefusal | null): Promise<SettledCommand | null> {
    const settled = await settleCommand(this.db, id, refusal)
    if (settled) this.changes.publish(settled.change)
    return settled
  }

  /**
   * After a snapshot that replaced the cache: an own message that the old hub had accepted and this one does not
   * know would wait for ever. It is shown as failed, so that the person decides.
   */
  async failForgotten(): Promise<number> {
    const { db } = this
    const failed = await db.transaction('rw', shownTables(db), async () => {
      const wished = new Set((await db.outbox.toArray()).map(({ messageId }) => messageId))
      const unsent = await readUnsent(db)
      const forgotten = unsent.filter(({ id, row }) => row.delivery?.state === 'local' && !wished.has(id))
      const delivery = { state: 'failed', reason: 'rejected', detail: null } as const
      await db.messages.bulkPut(forgotten.map(({ row }) => toUnsentEntry({ ...row, delivery })))
      const chatIds = [...new Set(forgotten.map(({ chatId }) => chatId))]
      if (chatIds.length > 0) await refreshShown(db, chatIds)
      return { count: forgotten.length, chatIds }
    })
    this.changes.publish({ chats: failed.chatIds, timelines: failed.chatIds })
    return failed.count
  }

  /** The chat with the ids of its newest incoming messages, as many as are unread at the hub. */
  readUnread(chatId: ChatId): Promise<UnreadOfChat | null> {
    const { chats, messages, meta, agents } = this.db
    return this.db.transaction('r', chats, messages, meta, agents, async () => {
      const entry = await chats.get(chatId)
      if (!entry) return null
      const searched = Math.min(entry.base.unread * 2 + UNREAD_SEARCH, MAX_UNREAD_SEARCH)
      const { entries: newest } = await newestOf(this.db, chatId, searched)
      const { id: actorId } = await readActor(this.db)
      const names = await meta.get('directory')
      const me = await agents.get(actorId ?? '')
      const incoming = newest.filter(({ row }) => row.direction === 'in').slice(0, entry.base.unread)
      const teams = names?.key === 'directory' ? names.directory.teams : []
      const isOfMyQueue = me
        ? queuePlaces(
            me,
            teams.map((team) => team.id),
          ).includes(entry.casePlace)
        : true
      return { chat: entry.row, ids: new Set(incoming.map((message) => message.id)), meId: me?.id ?? null, isOfMyQueue }
    })
  }

  private async readFeed(): Promise<FeedState | null> {
    const state = await this.db.meta.get('feed')
    return state?.key === 'feed' ? state : null
  }
}
