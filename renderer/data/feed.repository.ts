import type { CommandRefusal } from '#shared/contract/commands'
import type { Ahead, Change } from '#shared/contract/sync'
import type { Chat } from '#shared/domain/chat'
import type { AgentId, ChatId, CommandId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import { actAsSelf, readActor } from './actor'
import { applyRows, changeOf } from './apply-rows'
import { forgetBehind, noteBehind, readBehind } from './behind'
import type { CacheChanges } from './cache-changes'
import { newestOf } from './cache.repository'
import { queuePlaces } from './case-order'
import type { DeskDatabase } from './database'
import { newestChanges } from './newest-changes'
import { readUnsent, refreshShown, shownTables } from './overlay'
import type { ChatEntry, FeedState } from './rows'
import { RowsAhead } from './rows-ahead'
import { settleCommand, type SettledCommand } from './settle-command'
import { toUnsentEntry } from './shown-rows'
import { keepUndelivered, rememberStrays } from './strays'
import { untoldWith } from './untold'

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
const NOTHING = { applied: null, behind: [] } as const

/** What the worker writes: the hub's feed into the cache. */
export class FeedRepository {
  private readonly ahead = new RowsAhead()
  /** What still stands among the untold and need not any more: the next batch strikes it off. */
  private readonly told = new Set<MessageId>()

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
   * that the hub has no row of stay, and of whom nobody was told.
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
      const untold = isOtherHub ? [] : (feed?.untold ?? [])
      await db.meta.put({ key: 'feed', feedId, cursor: 0, me, isFilled: false, untold })
      await db.meta.put({ key: 'unread', total: 0 })
      await db.meta.bulkDelete(['directory', 'telephony', 'behind'])
      return 'emptied'
    })
    if (result === 'emptied') this.changes.publish({ everything: true })
    return result
  }

  /**
   * One transaction: the rows, the cursor that says they are here, and of whom nobody was told yet. `null` when they were
   * applied before.
   */
  async apply(batch: readonly Change[], upTo: number, isCaughtUp: boolean): Promise<AppliedBatch | null> {
    const { db } = this
    const newest = newestChanges(this.ahead.withoutOlder(batch))
    const told = new Set(this.told)
    const { applied, behind } = await db.transaction('rw', db.tables, async () => {
      const feed = await this.readFeed()
      if (!feed) throw new Error('Changes came before the desk followed a feed')
      if (upTo < feed.cursor) return NOTHING
      if (upTo === feed.cursor && feed.isFilled) {
        if (!isCaughtUp) return NOTHING
        if (feed.wholeUpTo !== upTo) await db.meta.put({ ...feed, wholeUpTo: upTo })
        return { applied: null, behind: await forgetBehind(db) }
      }
      const isFilled = feed.isFilled || isCaughtUp
      const rows = await applyRows(db, newest, feed.isFilled, this.ahead)
      const fresh = feed.isFilled ? rows.fresh : []
      const whole = isCaughtUp ? { wholeUpTo: upTo } : {}
      await db.meta.put({ ...feed, cursor: upTo, isFilled, ...whole, untold: untoldWith(feed, fresh, told) })
      const applied = { ...rows, fresh, isFillComplete: isFilled && !feed.isFilled }
      return { applied, behind: isCaughtUp ? await forgetBehind(db) : [] }
    })
    if (isCaughtUp) this.ahead.clear()
    this.changes.publish({ timelines: behind })
    if (!applied) return null
    for (const id of told) this.told.delete(id)
    this.changes.publish(applied.isFillComplete ? { everything: true } : changeOf(newest, applied))
    if (applied.adopted.length > 0) this.changes.publish({ timelines: applied.adopted, outbox: 'added' })
    return applied
  }

  /**
   * What comes ahead of its place after a long absence; the cursor stays where it is. `null`: of no use here. What is
   * worth a notice is not told before all is here.
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
      if (applied.fresh.length > 0) await db.meta.put({ ...feed, untold: untoldWith(feed, applied.fresh, this.told) })
      return { ...applied, behind, rows, newest }
    })
    if (!applied) return null
    this.ahead.note(applied.rows)
    const change = changeOf(applied.newest, applied)
    this.changes.publish({ ...change, timelines: [...(change.timelines ?? []), ...applied.behind] })
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

  /** As far as it is still here; what is not is nothing to be told of any more. */
  async readUntold(): Promise<readonly Message[]> {
    const { meta, messages } = this.db
    const found = await this.db.transaction('r', meta, messages, async () => {
      const ids = ((await this.readFeed())?.untold ?? []).filter((id) => !this.told.has(id))
      const entries = ids.length === 0 ? [] : await messages.bulkGet(ids)
      return { ids, rows: entries.flatMap((entry) => (entry ? [entry.row] : [])) }
    })
    const here = new Set(found.rows.map(({ id }) => id))
    this.noteTold(found.ids.filter((id) => !here.has(id)))
    return found.rows
  }

  /** They were told of, or need not be. Written down by the next batch: whoever dies before it asks main again. */
  noteTold(ids: readonly MessageId[]): void {
    for (const id of ids) this.told.add(id)
  }

  /**
   * The chats with the ids of their newest incoming messages, as many as are unread at the hub, but none older than the
   * time given for the chat; `null`: none at all. In one transaction.
   */
  readUnread(sinceMs: ReadonlyMap<ChatId, number | null>): Promise<ReadonlyMap<ChatId, UnreadOfChat>> {
    const { chats, messages, meta, agents } = this.db
    return this.db.transaction('r', chats, messages, meta, agents, async () => {
      const entries = await chats.bulkGet([...sinceMs.keys()])
      const { id: actorId } = await readActor(this.db)
      const names = await meta.get('directory')
      const me = await agents.get(actorId ?? '')
      const teams = names?.key === 'directory' ? names.directory.teams : []
      const teamIds = teams.map((team) => team.id)
      const queues = me && queuePlaces(me, teamIds)
      const found = entries.flatMap((entry) => (entry ? [entry] : []))
      const all = await Promise.all(
        found.map(async (entry): Promise<UnreadOfChat> => {
          const ids = await this.readUnreadIds(entry, sinceMs.get(entry.id) ?? null)
          const isOfMyQueue = queues?.includes(entry.casePlace) ?? true
          return { chat: entry.row, ids, meId: me?.id ?? null, isOfMyQueue }
        }),
      )
      return new Map(all.map((unread) => [unread.chat.id, unread]))
    })
  }

  private async readUnreadIds(entry: ChatEntry, sinceMs: number | null): Promise<ReadonlySet<MessageId>> {
    const { unread } = entry.base
    if (unread === 0 || sinceMs === null) return new Set()
    const searched = Math.min(unread * 2 + UNREAD_SEARCH, MAX_UNREAD_SEARCH)
    const { entries } = await newestOf(this.db, entry.id, searched, sinceMs)
    const incoming = entries.filter(({ row }) => row.direction === 'in').slice(0, unread)
    return new Set(incoming.map(({ id }) => id))
  }

  private async readFeed(): Promise<FeedState | null> {
    const state = await this.db.meta.get('feed')
    return state?.key === 'feed' ? state : null
  }
}
