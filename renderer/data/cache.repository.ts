import type { Agent } from '#shared/domain/agent'
import type { CallRecord } from '#shared/domain/call'
import type { Channel } from '#shared/domain/channel'
import type { Directory } from '#shared/domain/directory'
import type { Telephony } from '#shared/domain/telephony'
import { clientNameOf } from '#shared/domain/client-name'
import type { ChatId, MessageId } from '#shared/domain/ids'
import { keptOwnStatus } from '#shared/domain/own-status'
import { findIn } from '#shared/domain/name-search/find-in'
import { parseNameQuery } from '#shared/domain/name-search/name-query'
import Dexie from 'dexie'

import { readActor } from './actor'
import { isBehind } from './behind'
import { agentPlace, CLOSED_PLACE, compareCases, laterPlace, queuePlaces } from './case-order'
import { countOptions, factsOf, isNarrowed, NO_FILTERS, toFilterTest, type FilterOptions } from './chat-filters'
import type { DeskDatabase } from './database'
import type { ChatListPage, ChatListQuery, ChatRow, ListFacts, LostUnsent, Me, TimelinePage, Unsent } from './desk-data'
import { findableOf } from './findable-chat'
import type { ListScope } from './list-scope'
import { readListFacts } from './read-list-facts'
import type { ChatEntry, FeedState, MessageEntry } from './rows'

/** A scan reads the list in pages of this many rows and stops at the last of `MAX_SEARCHED`. */
const SEARCH_PAGE = 500
const MAX_SEARCHED = 20_000

/** What the screens read. Every answer is a bounded `getAll` on one index, newest first. */
export class CacheRepository {
  constructor(private readonly db: DeskDatabase) {}

  /** Narrowed by words or filters, it scans: bounded, for as long as the index of all chats is not ready. */
  async readChatList(query: ChatListQuery): Promise<ChatListPage> {
    const { offset = 0, limit } = query
    const ranges = rangesOf(await this.scopeOf(query.filter))
    const rankOf = toRank(query)
    const [only] = ranges
    if (only && ranges.length === 1 && !rankOf && offset > 0) return this.readFrom(only, offset, limit)
    // Of several stretches nobody knows how many of each stand before a row, so that they are read from their beginnings.
    const upTo = offset + limit
    const [parts, feed] = await (rankOf
      ? Promise.all([Promise.all(ranges.map((range) => this.scanRange(range, rankOf, upTo))), this.readFeed()])
      : this.readRanges(ranges, upTo + 1))
    const entries = parts.length === 1 ? (parts[0] ?? []) : parts.flat().sort(compareCases)
    const shown = rankOf ? byRank(entries, rankOf) : entries
    return {
      offset,
      rows: shown.slice(offset, upTo).map(toChatRow),
      hasMore: shown.length > upTo,
      isFirstFill: feed?.isFilled !== true,
    }
  }

  /** Of a list that nothing narrows. */
  async countChats(filter: ChatListQuery['filter']): Promise<number> {
    return this.count(filter)
  }

  /** What the index found, in its order. */
  async readChosen(ids: readonly ChatId[], offset: number, hasMore: boolean): Promise<ChatListPage> {
    const [entries, feed] = await Promise.all([this.db.chats.bulkGet([...ids]), this.readFeed()])
    return {
      offset,
      rows: entries.flatMap((entry) => (entry ? [toChatRow(entry)] : [])),
      hasMore,
      isFirstFill: feed?.isFilled !== true,
    }
  }

  /** Nothing is read besides the list itself for the first screen, which is `all`. */
  async scopeOf(filter: ChatListQuery['filter']): Promise<ListScope> {
    switch (filter) {
      case 'all':
      case 'unread':
      case 'open':
        return { kind: filter }
      case 'closed':
        return { kind: 'places', places: [CLOSED_PLACE] }
      case 'mine':
      case 'later': {
        const { id } = await readActor(this.db)
        const place = filter === 'mine' ? agentPlace : laterPlace
        return { kind: 'places', places: id === null ? [] : [place(id)] }
      }
      case 'queue': {
        const [me, { teams }] = await Promise.all([this.readMe(), this.readDirectory()])
        const teamIds = teams.map(({ id }) => id)
        return { kind: 'places', places: me ? queuePlaces(me.agent, teamIds) : [] }
      }
    }
  }

  /** Of the newest chats only, where no index can say it of all. */
  async readFilterOptions(): Promise<FilterOptions> {
    const newest = await this.db.chats.where('[negAt+id]').between(FROM_START, TO_END).limit(SEARCH_PAGE).toArray()
    return countOptions(newest.map(({ row }) => factsOf(row)))
  }

  async readChat(id: ChatId): Promise<ChatRow | null> {
    const entry = await this.db.chats.get(id)
    return entry ? toChatRow(entry) : null
  }

  async readTimeline(id: ChatId, limit: number): Promise<TimelinePage> {
    const [{ entries, hasMore }, history, isPartial] = await Promise.all([
      newestOf(this.db, id, limit),
      this.db.histories.get(id),
      isBehind(this.db, id),
    ])
    return {
      messages: entries.map(({ row }) => row).reverse(),
      hasOlder: hasMore || history?.isAtBeginning !== true,
      isBehind: isPartial,
    }
  }

  async countNewer(id: ChatId, messageId: MessageId): Promise<number | null> {
    const entry = await this.db.messages.get(messageId)
    if (entry?.chatId !== id || entry.negAt === undefined) return null
    // Those of the very millisecond are few, and count as newer.
    return this.db.messages
      .where('[chatId+negAt+id]')
      .between([id, ...FROM_START], [id, entry.negAt, ...TO_END])
      .count()
  }

  readListFacts(): Promise<ListFacts> {
    return readListFacts(this.db)
  }

  async readChannels(): Promise<readonly Channel[]> {
    return this.db.channels.toArray()
  }

  async readCalls(limit: number): Promise<readonly CallRecord[]> {
    const entries = await this.db.calls.where('[negAt+id]').between(FROM_START, TO_END).limit(limit).toArray()
    return entries.map(({ row }) => row)
  }

  async readMe(): Promise<Me | null> {
    const { id, ownId } = await readActor(this.db)
    const [agent, own] = await this.db.agents.bulkGet([id ?? '', ownId ?? ''])
    if (!agent || !own) return null
    const statuses = (await this.readDirectory()).statuses ?? []
    const ownStatus = keptOwnStatus(agent, statuses)
    return { agent, own, ...(ownStatus ? { ownStatus } : {}) }
  }

  async readAgents(): Promise<readonly Agent[]> {
    return this.db.agents.toArray()
  }

  async readDirectory(): Promise<Directory> {
    const state = await this.db.meta.get('directory')
    return state?.key === 'directory' ? state.directory : EMPTY_DIRECTORY
  }

  async readTelephony(): Promise<Telephony | null> {
    const state = await this.db.meta.get('telephony')
    return state?.key === 'telephony' ? state.telephony : null
  }

  /** What a lost key has taken along, with the names of the conversations that have come again since. */
  async readLost(): Promise<LostUnsent | null> {
    const lost = await this.db.meta.get('lost')
    if (lost?.key !== 'lost') return null
    const { messages, drafts, chatIds } = lost
    const chats = await this.db.chats.bulkGet([...chatIds])
    return { messages, drafts, chats: chats.flatMap((chat) => (chat ? [clientNameOf(chat.row)] : [])) }
  }

  async forgetLost(): Promise<void> {
    await this.db.meta.delete('lost')
  }

  async readLocalImage(messageId: string): Promise<Blob | null> {
    const image = await this.db.images.get(messageId)
    return image ? this.db.files.open(image.blob) : null
  }

  /** Wishes of every kind that the hub has not taken yet. */
  async countPending(): Promise<number> {
    return this.db.outbox.count()
  }

  /** Of these, what the person knows to have written. */
  async countUnsent(): Promise<number> {
    return this.db.outbox.filter(({ command }) => command.name === 'sendMessage').count()
  }

  async readUnsent(): Promise<Unsent> {
    const wishes = await this.db.outbox.filter(({ command }) => command.name === 'sendMessage').toArray()
    const withFiles = new Set(await this.db.images.toCollection().primaryKeys())
    const files = wishes.filter(({ messageId }) => messageId !== null && withFiles.has(messageId)).length
    return { messages: wishes.length, files }
  }

  private async readFeed(): Promise<FeedState | null> {
    const state = await this.db.meta.get('feed')
    return state?.key === 'feed' ? state : null
  }

  private rows({ index, prefix }: ListRange, after: readonly unknown[] | null = null) {
    const lower = [...prefix, ...(after ?? FROM_START)]
    return this.db.chats.where(index).between(lower, [...prefix, ...TO_END], after === null)
  }

  private readRanges(ranges: readonly ListRange[], limit: number) {
    const { chats, meta } = this.db
    return this.db.transaction('r', chats, meta, () =>
      Promise.all([
        Promise.all(ranges.map((range) => this.rows(range).limit(limit).toArray())),
        meta.get('feed').then((state) => (state?.key === 'feed' ? state : null)),
      ]),
    )
  }

  /** By the key of the row that stands there, which the database finds without reading those before it. */
  private async readFrom(range: ListRange, offset: number, limit: number): Promise<ChatListPage> {
    const { chats, meta } = this.db
    return this.db.transaction('r', chats, meta, async () => {
      const [[first], feed] = await Promise.all([this.rows(range).offset(offset).limit(1).keys(), this.readFeed()])
      const from = first as unknown as readonly unknown[] | undefined
      const entries = from
        ? await chats
            .where(range.index)
            .between(from, [...range.prefix, ...TO_END])
            .limit(limit + 1)
            .toArray()
        : []
      return {
        offset,
        rows: entries.slice(0, limit).map(toChatRow),
        hasMore: entries.length > limit,
        isFirstFill: feed?.isFilled !== true,
      }
    })
  }

  private async count(filter: ChatListQuery['filter']): Promise<number> {
    const counts = rangesOf(await this.scopeOf(filter)).map((range) => this.rows(range).count())
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
  }

  private async scanRange(range: ListRange, rankOf: RankOf, limit: number): Promise<ChatEntry[]> {
    const found: ChatEntry[] = []
    let after: readonly unknown[] | null = null
    for (let searched = 0; searched < MAX_SEARCHED; searched += SEARCH_PAGE) {
      const page: ChatEntry[] = await this.rows(range, after).limit(SEARCH_PAGE).toArray()
      found.push(...page.filter((entry) => rankOf(entry) !== null))
      const last = page.at(-1)
      if (found.length > limit || page.length < SEARCH_PAGE || !last) break
      after = range.keyOf(last)
    }
    return found.slice(0, limit + 1)
  }
}

type RankOf = (entry: ChatEntry) => number | null

/** `null`: nothing narrows the list. */
function toRank({ search, filters }: ChatListQuery): RankOf | null {
  const query = parseNameQuery(search)
  if (!query && !isNarrowed(filters ?? NO_FILTERS)) return null
  const passes = toFilterTest(filters ?? NO_FILTERS)
  return ({ row }) => {
    if (!passes(factsOf(row))) return null
    return query ? findIn(findableOf(row), query) : 0
  }
}

/** What fits better stands first; within that the list's own order. */
function byRank(entries: readonly ChatEntry[], rankOf: RankOf): ChatEntry[] {
  const ranked = entries.map((entry) => ({ entry, rank: rankOf(entry) ?? 0 }))
  return ranked.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry)
}

/** A stretch of one index in the order in which the list shows it. */
interface ListRange {
  readonly index: string
  readonly prefix: readonly unknown[]
  /** What the entry's key is after the prefix. */
  readonly keyOf: (entry: ChatEntry) => readonly unknown[]
}

const EMPTY_DIRECTORY: Directory = { teams: [], topics: [], groups: [], bots: [] }

function rangesOf(scope: ListScope): readonly ListRange[] {
  switch (scope.kind) {
    case 'all':
      return [{ index: '[negAt+id]', prefix: [], keyOf: ({ negAt, id }) => [negAt, id] }]
    case 'unread':
      return [{ index: '[unreadMark+negAt+id]', prefix: [1], keyOf: ({ negAt, id }) => [negAt, id] }]
    case 'open':
      return [{ index: '[openMark+caseRank+caseKey+id]', prefix: [1], keyOf: caseKeyOf }]
    case 'places':
      return scope.places.map(placeRange)
  }
}

function placeRange(place: string): ListRange {
  return { index: '[casePlace+caseRank+caseKey+id]', prefix: [place], keyOf: caseKeyOf }
}

function caseKeyOf({ caseRank, caseKey, id }: ChatEntry): readonly unknown[] {
  return [caseRank, caseKey, id]
}

/** A shorter array is before or after all longer ones of its kind, so one bound stands for all parts of a key. */
const FROM_START: readonly unknown[] = [Dexie.minKey]
const TO_END: readonly unknown[] = [Dexie.maxKey]

/**
 * By time the newest first, within one millisecond by id the *lowest* first: the index has the times negated but not
 * the ids. What a wish hides has no `negAt` and is in no index of it.
 */
export function timelineOf(db: DeskDatabase, id: ChatId, sinceMs?: number) {
  const start = sinceMs === undefined ? [] : [-sinceMs]
  return db.messages.where('[chatId+negAt+id]').between([id, ...FROM_START], [id, ...start, ...TO_END])
}

/** The messages of one time, the lowest id first. */
export function ofTime(db: DeskDatabase, id: ChatId, atMs: number) {
  return db.messages.where('[chatId+negAt+id]').between([id, -atMs, ...FROM_START], [id, -atMs, ...TO_END])
}

/** The newest `limit` messages of a chat, newest first by time and id; of those at that time or later. */
export async function newestOf(
  db: DeskDatabase,
  id: ChatId,
  limit: number,
  sinceMs?: number,
): Promise<{ readonly entries: readonly MessageEntry[]; readonly hasMore: boolean }> {
  const entries = await timelineOf(db, id, sinceMs)
    .limit(limit + 1)
    .toArray()
  const hasMore = entries.length > limit
  const cutAt = hasMore ? entries[limit]?.negAt : undefined
  const kept = entries.slice(0, limit)
  // Does the cut go through messages of one time? Then their highest ids are the newest.
  if (cutAt !== undefined && kept.at(-1)?.negAt === cutAt) {
    const before = kept.filter(({ negAt }) => negAt !== cutAt)
    const atCut = await ofTime(db, id, -cutAt)
      .reverse()
      .limit(limit - before.length)
      .toArray()
    return { entries: [...before, ...atCut].sort(newestFirst), hasMore }
  }
  return { entries: kept.sort(newestFirst), hasMore }
}

function newestFirst({ row: a }: MessageEntry, { row: b }: MessageEntry): number {
  return b.atMs - a.atMs || (a.id < b.id ? 1 : -1)
}

function toChatRow({ row, draftText }: ChatEntry): ChatRow {
  return { ...row, draftText }
}
