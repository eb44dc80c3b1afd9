import type { ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import type { DeskDatabase } from './database'
import type { ChatEntry, MessageEntry } from './rows'
import { PendingWishes, toChatEntry, toMessageEntry } from './shown-rows'

/** Every table from which shown rows are made; a transaction that changes one of them names these. */
export function shownTables(db: DeskDatabase) {
  return [db.chats, db.messages, db.outbox, db.meta, db.images, db.drafts, db.agents]
}

/** Own messages without a row of the hub: few, so they are read whole. */
export async function readUnsent(db: DeskDatabase): Promise<MessageEntry[]> {
  return db.messages.where('unsentMark').equals(1).toArray()
}

export function newestUnsentByChat(unsent: readonly MessageEntry[]): Map<ChatId, Message> {
  const newest = new Map<ChatId, Message>()
  for (const { row } of unsent) {
    // A comment is not part of the conversation that the list tells of.
    if (row.content.kind === 'note') continue
    const other = newest.get(row.chatId)
    if (!other || row.atMs > other.atMs) newest.set(row.chatId, row)
  }
  return newest
}

/** Makes the shown rows of these chats and messages anew, inside the transaction that changed their reasons. */
export async function refreshShown(
  db: DeskDatabase,
  chatIds: readonly ChatId[],
  messageIds: readonly MessageId[] = [],
): Promise<void> {
  const wishes = new PendingWishes(await db.outbox.toArray())
  for (const entry of await db.messages.bulkGet([...messageIds])) {
    if (entry?.base) await db.messages.put(toMessageEntry(entry.base, wishes, 'byWish'))
  }
  const newestUnsent = newestUnsentByChat(await readUnsent(db))
  const entries = (await db.chats.bulkGet([...chatIds])).filter((entry) => entry !== undefined)
  const refreshed = entries.map((entry) =>
    toChatEntry(entry.base, wishes, newestUnsent.get(entry.id) ?? null, entry.draftText),
  )
  await putChats(db, refreshed, entries)
}

/** Every write of a chat comes through here: the total of unread messages is kept in step with the rows. */
export async function putChats(
  db: DeskDatabase,
  entries: readonly ChatEntry[],
  replaced: readonly (ChatEntry | undefined)[],
): Promise<void> {
  await Promise.all([db.chats.bulkPut([...entries]), changeUnread(db, sumUnread(entries) - sumUnread(replaced))])
}

export async function deleteChats(db: DeskDatabase, entries: readonly ChatEntry[]): Promise<void> {
  await db.chats.bulkDelete(entries.map(({ id }) => id))
  await changeUnread(db, -sumUnread(entries))
}

async function changeUnread(db: DeskDatabase, difference: number): Promise<void> {
  if (difference === 0) return
  const state = await db.meta.get('unread')
  const total = state?.key === 'unread' ? state.total : 0
  await db.meta.put({ key: 'unread', total: total + difference })
}

function sumUnread(entries: readonly (ChatEntry | undefined)[]): number {
  return entries.reduce((sum, entry) => sum + (entry?.row.unread ?? 0), 0)
}
