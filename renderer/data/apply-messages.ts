import type { ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import type { DeskDatabase } from './database'
import { olderOf } from './history.repository'
import type { HistoryEntry, MessageEntry } from './rows'
import { toMessageEntry, type PendingWishes } from './shown-rows'

export interface AppliedMessages {
  /** Incoming messages that this cache had never held. */
  readonly fresh: readonly Message[]
  /** Changes of messages older than what the cache holds of their chat. */
  readonly beyond: readonly Message[]
  readonly timelines: readonly ChatId[]
  /** Chats in which an own message got its row of the hub. */
  readonly arrivedOwn: readonly ChatId[]
}

/**
 * Messages may come a little out of the channel's order; further back than this they belong to pages of history
 * that this desk has not fetched, and would leave a gap behind them.
 */
const OUT_OF_ORDER_MS = 10 * 60_000

/** Within the transaction of a batch. `isFilled`: the first snapshot was complete before. */
export async function applyMessages(
  db: DeskDatabase,
  changes: ReadonlyMap<MessageId, Message | null>,
  wishes: PendingWishes,
  isFilled: boolean,
): Promise<AppliedMessages> {
  if (changes.size === 0) return { fresh: [], beyond: [], timelines: [], arrivedOwn: [] }
  const known = new Map<MessageId, MessageEntry>()
  for (const entry of await db.messages.bulkGet([...changes.keys()])) if (entry) known.set(entry.id, entry)
  const histories = await readHistories(db, changes)

  const put: MessageEntry[] = []
  const gone: MessageEntry[] = []
  const fresh: Message[] = []
  const beyond: Message[] = []
  const arrivedOwn: Message[] = []
  for (const [id, row] of changes) {
    const before = known.get(id)
    if (!row) {
      if (before?.base) gone.push(before)
    } else if (!before && isFilled && isBeyond(row, histories.get(row.chatId))) {
      beyond.push(row)
    } else {
      put.push(toMessageEntry(row, wishes))
      if (!before && row.direction === 'in') fresh.push(row)
      if (before && !before.base) arrivedOwn.push(row)
    }
  }
  await db.messages.bulkPut(put)
  await db.messages.bulkDelete(gone.map(({ id }) => id))
  // The hub has the picture now: it is read from there.
  if (arrivedOwn.length > 0) await db.images.bulkDelete(arrivedOwn.map(({ id }) => id))
  await db.histories.bulkPut(widenHistories(put, histories, isFilled))
  return {
    fresh,
    beyond,
    timelines: [...new Set([...put, ...gone].map(({ chatId }) => chatId))],
    arrivedOwn: [...new Set(arrivedOwn.map(({ chatId }) => chatId))],
  }
}

async function readHistories(
  db: DeskDatabase,
  changes: ReadonlyMap<MessageId, Message | null>,
): Promise<Map<ChatId, HistoryEntry>> {
  const chatIds = new Set([...changes.values()].flatMap((row) => (row ? [row.chatId] : [])))
  const entries = await db.histories.bulkGet([...chatIds])
  return new Map(entries.flatMap((entry) => (entry ? [[entry.chatId, entry]] : [])))
}

/** With the beginning of the chat in the cache nothing is beyond: whatever the hub learns later comes by the feed. */
function isBeyond(row: Message, history: HistoryEntry | undefined): boolean {
  return history !== undefined && !history.isAtBeginning && row.atMs < history.oldestAtMs - OUT_OF_ORDER_MS
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
