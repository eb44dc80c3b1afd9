import Dexie from 'dexie'

import type { ChatId } from '#shared/domain/ids'
import { databaseNameOf, type DatabaseOptions } from '../database'
import type { LostState } from '../rows'

/** The encrypted database as it lies there, of whatever version. */
export function openRaw(name: string, indexedDb: DatabaseOptions['indexedDb']): Promise<Dexie> {
  return new Dexie(databaseNameOf(name, 'sealed'), { ...indexedDb }).open()
}

interface OpenParts {
  readonly id: string
  readonly chatId: ChatId | null
  /** Of wishes alone. */
  readonly messageId?: string | null
}

/**
 * What stands in the open of an encrypted cache: how many answers were not sent, how many drafts there are, and in which
 * conversations. Drafts that the hub has, too, cannot be told from others.
 */
export async function countUnreadable(raw: Dexie): Promise<LostState> {
  const [unsent, wishes, drafts, pictures, remarks] = await Promise.all([
    raw.table<OpenParts>('messages').where('unsentMark').equals(1).toArray(),
    raw.table<OpenParts>('outbox').toArray(),
    raw.table<unknown, ChatId>('drafts').toCollection().primaryKeys(),
    raw.table<unknown, ChatId>('draftImages').toCollection().primaryKeys(),
    raw.table('remarkDrafts').count(),
  ])
  const drafted = new Set([...drafts, ...pictures])
  const chatIds = new Set([...unsent, ...wishes].flatMap(({ chatId }) => (chatId === null ? [] : [chatId])))
  return {
    key: 'lost',
    // Of a message both the row and the wish may be here. That a chat was read is no answer.
    messages: new Set([...unsent.map(({ id }) => id), ...wishes.flatMap(({ messageId }) => messageId ?? [])]).size,
    drafts: drafted.size + remarks,
    chatIds: [...new Set([...chatIds, ...drafted])],
  }
}
