import type { ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import type { DeskDatabase } from './database'
import { olderOf } from './history.repository'
import type { HistoryEntry, MessageEntry } from './rows'
import type { RowsAhead } from './rows-ahead'
import { toMessageEntry, type PendingWishes } from './shown-rows'
import { canBeNews } from './untold'

export interface AppliedMessages {
  /** What may be worth a notice and was never held by this cache. */
  readonly fresh: readonly Message[]
  /** Changes of messages older than what the cache holds of their chat. */
  readonly beyond: readonly Message[]
  readonly timelines: readonly ChatId[]
  /** Chats in which an own message got its row of the hub. */
  readonly arrivedOwn: readonly ChatId[]
}

/** Within the transaction of a batch. `isFilled`: the first snapshot was complete before. */
export async function applyMessages(
  db: DeskDatabase,
  changes: ReadonlyMap<MessageId, Message | null>,
  wishes: PendingWishes,
  isFilled: boolean,
  ahead: RowsAhead,
): Promise<AppliedMessages> {
  if (changes.size === 0) return { fresh: [], beyond: [], timelines: [], arrivedOwn: [] }
  const chatIds = [...new Set([...changes.values()].flatMap((row) => (row ? [row.chatId] : [])))]
  const [known, histories] = await Promise.all([readKnown(db, [...changes.keys()]), readHistories(db, chatIds)])
  const starts = isFilled ? await readStarts(db, chatIds, histories, ahead) : new Map<ChatId, Start>()

  const put: MessageEntry[] = []
  const gone: MessageEntry[] = []
  const fresh: Message[] = []
  const beyond: Message[] = []
  const arrivedOwn: Message[] = []
  for (const [id, row] of changes) {
    const before = known.get(id)
    if (!row) {
      if (before?.base) gone.push(before)
    } else if (!before && isBeyond(row, starts.get(row.chatId))) {
      beyond.push(row)
    } else {
      put.push(toMessageEntry(row, wishes))
      if (!before && canBeNews(row)) fresh.push(row)
      if (before && !before.base) arrivedOwn.push(row)
    }
  }
  const widened = widenHistories(put, histories, isFilled)
  await Promise.all([
    db.messages.bulkPut(put),
    gone.length > 0 && db.messages.bulkDelete(gone.map(({ id }) => id)),
    // The hub has the picture now: it is read from there.
    arrivedOwn.length > 0 && db.images.bulkDelete(arrivedOwn.map(({ id }) => id)),
    widened.length > 0 && db.histories.bulkPut(widened),
  ])
  return {
    fresh,
    beyond,
    timelines: [...new Set([...put, ...gone].map(({ chatId }) => chatId))],
    arrivedOwn: [...new Set(arrivedOwn.map(({ chatId }) => chatId))],
  }
}

/** Of what is new next to nothing is here: one look at the keys between them says so, in place of one for each. */
async function readKnown(db: DeskDatabase, ids: readonly MessageId[]): Promise<Map<MessageId, MessageEntry>> {
  const sorted = [...ids].sort()
  const between = db.messages.where(':id').between(sorted[0], sorted.at(-1), true, true)
  const here = new Set<string>(await between.limit(ids.length).primaryKeys())
  const asked = here.size < ids.length ? ids.filter((id) => here.has(id)) : [...ids]
  const entries = await db.messages.bulkGet(asked)
  return new Map(entries.flatMap((entry) => (entry ? [[entry.id, entry]] : [])))
}

async function readHistories(db: DeskDatabase, chatIds: readonly ChatId[]): Promise<Map<ChatId, HistoryEntry>> {
  const entries = await db.histories.bulkGet([...chatIds])
  return new Map(entries.flatMap((entry) => (entry ? [[entry.chatId, entry]] : [])))
}

/** The oldest message from which on the cache holds a chat, or the one with which it could begin. */
interface Start {
  readonly atMs: number
  readonly id: MessageId
  readonly isHeld: boolean
}

/**
 * With the beginning of a chat in the cache nothing is beyond: whatever the hub learns later comes by the feed. Of
 * a chat without any cached message only those can begin the cache that are not older than its last one, or newer
 * ones would be missing for ever.
 */
async function readStarts(
  db: DeskDatabase,
  chatIds: readonly ChatId[],
  histories: ReadonlyMap<ChatId, HistoryEntry>,
  ahead: RowsAhead,
): Promise<Map<ChatId, Start>> {
  const starts = new Map<ChatId, Start>()
  for (const { chatId, oldestAtMs, oldestId, isAtBeginning } of histories.values()) {
    if (!isAtBeginning && oldestId !== null) starts.set(chatId, { atMs: oldestAtMs, id: oldestId, isHeld: true })
  }
  const unknown = chatIds.filter((id) => !histories.has(id))
  for (const chat of await db.chats.bulkGet(unknown)) {
    const last = chat && ahead.lastOf(chat.base)
    if (chat && last) starts.set(chat.id, { atMs: last.atMs, id: last.id, isHeld: false })
  }
  return starts
}

/**
 * A change of a message from a page that was never fetched: cached alone it would stand beside a gap. A message
 * that is only late has an old time but a new id (UUIDv7), or the time of the start and an id that was made to fit
 * below it, and nobody else will bring it: it is taken.
 */
function isBeyond(row: Message, start: Start | undefined): boolean {
  if (!start) return false
  if (start.isHeld) return row.atMs < start.atMs && row.id < start.id
  return row.atMs < start.atMs || (row.atMs === start.atMs && row.id < start.id)
}

/** The first messages of a chat, and those of the first snapshot, say from where on the cache is whole. */
function widenHistories(
  put: readonly MessageEntry[],
  before: ReadonlyMap<ChatId, HistoryEntry>,
  isFilled: boolean,
): HistoryEntry[] {
  const after = new Map<ChatId, HistoryEntry>()
  for (const { chatId, base } of put) {
    if (!base || (isFilled && before.has(chatId))) continue
    const history = after.get(chatId) ?? before.get(chatId) ?? null
    after.set(chatId, { chatId, isAtBeginning: history?.isAtBeginning ?? false, ...olderOf(history, base) })
  }
  return [...after.values()]
}
