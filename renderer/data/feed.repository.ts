import type { CommandRefusal } from '#shared/contract/commands'
import type { Ahead, Change } from '#shared/contract/sync'
import type { Chat } from '#shared/domain/chat'
import type { AgentId, ChatId, CommandId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import { actAsSelf, readActor } from './actor'
import { applyRows, changeOf } from './apply-rows'
import { forgetBehind, noteBehind, noteUntold, readBehind } from './behind'
import type { CacheChanges } from './cache-changes'
import { newestOf } from './cache.repository'
import { queuePlaces } from './case-order'
import type { DeskDatabase } from './database'
import { newestChanges } from './newest-changes'
import { readUnsent, refreshShown, shownTables } from './overlay'
import type { FeedState } from './rows'
import { RowsAhead } from './rows-ahead'
import { settleCommand, type SettledCommand } from './settle-command'
import { toUnsentEntry } from './shown-rows'
import { keepUndelivered, rememberStrays } from './strays'

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
/** They were here already. */
const NONE = { behind: [], untold: [] } as const
const NOTHING = { applied: null, ...NONE } as const

/** What the worker writes: the hub's feed into the cache. */
export class FeedRepository {
  private readonly ahead = new RowsAhead()

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
    this.ahead.clear()
    const result = await db.transaction('rw', db.tables, async () => {
      const feed = await this.readFeed()
      // With cursor 0 the hub sends a snapshot, whatever part of an earlier one is here.
      if (feed && feed.feedId === feedId && feed.cursor > 0 && !isReset) {
        if (feed.me !== me) await db.meta.put({ ...feed, me })
        this.ahead.restoreLasts((await readBehind(db)).lasts ?? [])
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
      await db.meta.bulkDelete(['directory', 'telephony', 'behind'])
      return 'emptied'
    })
    if (result === 'emptied') this.changes.publish({ everything: true })
    return result
  }

  /** One transaction: the rows and the cursor that says they are here. `null` when they were applied before. */
  async apply(batch: readonly Change[], upTo: number, isCaughtUp: boolean): Promise<AppliedBatch | null> {
    const { db } = this
    const newest = newestChanges(this.ahead.withoutOlder(batch))
    const { applied, behind, untold } = await db.transaction('rw', db.tables, async () => {
      const feed = await this.readFeed()
      if (!feed) throw new Error('Changes came before the desk followed a feed')
      if (upTo < feed.cursor) return NOTHING
      if (upTo === feed.cursor && feed.isFilled) {
        if (!isCaughtUp) return NOTHING
        if (feed.wholeUpTo !== upTo) await db.meta.put({ ...feed, wholeUpTo: upTo })
        return { applied: null, ...(await forgetBehind(db)) }
      }
      const isFilled = feed.isFilled || isCaughtUp
      const rows = await applyRows(db, newest, feed.isFilled, this.ahead)
      await db.meta.put({ ...feed, cursor: upTo, isFilled, ...(isCaughtUp ? { wholeUpTo: upTo } : {}) })
      const isFillComplete = isFilled && !feed.isFilled
      const applied = { ...rows, fresh: feed.isFilled ? rows.fresh : [], isFillComplete }
      return { applied, ...(isCaughtUp ? await forgetBehind(db) : NONE) }
    })
    if (isCaughtUp) this.ahead.clear()
    this.changes.publish({ timelines: behind })
    if (!applied) return untold.length > 0 ? { fresh: untold, beyond: [] } : null
    this.changes.publish(applied.isFillComplete ? { everything: true } : changeOf(newest, applied))
    if (applied.adopted.length > 0) this.changes.publish({ timelines: applied.adopted, outbox: 'added' })
    return { ...applied, fresh: [...applied.fresh, ...untold] }
  }

  /**
   * What comes ahead of its place after a long absence; the cursor stays where it is. `null`: of no use here. What is
   * worth a notice is answered by `apply` once all is here.
   */
  async applyAhead(batch: readonly Change[], ahead: Ahead): Promise<AppliedBatch | null> {
    const { db } = this
    const applied = await db.transaction('rw', db.tables, async () => {
      const feed = await this.readFeed()
      if (!feed?.isFilled || feed.cursor >= ahead.head) return null
      // Of desks that stand near each other all get the same: some of it is here in its place.
      const rows = this.ahead.withoutOlder(batch).filter(({ seq }) => seq > feed.cursor)
      const newest = newestChanges(rows)
      const before = await db.chats.bulkGet([...newest.chats.keys()])
      const lasts = new Map(before.flatMap((chat) => (chat ? [[chat.id, chat.base.lastMessage]] : [])))
      for (const id of newest.chats.keys()) this.ahead.noteLast(id, lasts.get(id) ?? null)
      const behind = await noteBehind(db, ahead, rows, this.ahead.lasts)
      const applied = await applyRows(db, newest, true, this.ahead)
      await noteUntold(db, applied.fresh)
      return { ...applied, behind, rows, newest }
    })
    if (!applied) return null
    this.ahead.note(applied.rows)
    const change = changeOf(applied.newest, applied)
    this.changes.publish({ ...change, timelines: [...(change.timelines ?? []), ...applied.behind] })
    return { fresh: [], beyond: applied.beyond }
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
