import type { CommandEnvelope } from '#shared/contract/commands'
import type { Chat } from '#shared/domain/chat'
import type { ChatId } from '#shared/domain/ids'

import type { DeskDatabase } from './database'
import { readUnsent } from './overlay'
import type { CommandEntry, MessageEntry, StraysState } from './rows'
import { toUnsentEntry } from './shown-rows'

/**
 * A hub that had to begin a new database gives the same conversations new ids. What was written here for an old id
 * waits as a stray until the conversation comes again under its name at the channel.
 */
export async function rememberStrays(db: DeskDatabase): Promise<void> {
  const [drafts, pictures, outbox, unsent, known] = await Promise.all([
    db.drafts.toCollection().primaryKeys(),
    db.draftImages.toCollection().primaryKeys(),
    db.outbox.toArray(),
    readUnsent(db),
    readStrays(db),
  ])
  const written = new Set([
    ...drafts,
    ...pictures,
    ...outbox.map(({ chatId }) => chatId),
    ...unsent.map(({ chatId }) => chatId),
  ])
  const chats = await db.chats.bulkGet([...written].filter((id) => id !== null))
  const added = chats.flatMap((chat) => (chat ? [{ chatId: chat.id, externalId: chat.base.externalId }] : []))
  if (added.length > 0) await db.meta.put({ key: 'strays', chats: [...known, ...added] })
}

/** Own messages that the lost hub had taken but not sent on: the person decides, they are not dropped. */
export async function keepUndelivered(db: DeskDatabase): Promise<readonly MessageEntry[]> {
  const undelivered = await db.messages
    .filter(({ base, row }) => base !== null && isUndelivered(row.delivery?.state))
    .toArray()
  const delivery = { state: 'failed', reason: 'rejected', detail: null } as const
  return undelivered.map(({ row }) => toUnsentEntry(row.delivery?.state === 'failed' ? row : { ...row, delivery }))
}

/** Moves what was written for a stray to the chat that it has become. Answers the chats that got something. */
export async function adoptStrays(
  db: DeskDatabase,
  arrived: ReadonlyMap<ChatId, Chat | null>,
): Promise<readonly ChatId[]> {
  const strays = await readStrays(db)
  if (strays.length === 0 || arrived.size === 0) return []
  const byName = new Map([...arrived.values()].flatMap((chat) => (chat ? [[chat.externalId, chat.id] as const] : [])))
  const adopted: ChatId[] = []
  for (const { chatId, externalId } of strays) {
    const becomes = byName.get(externalId)
    if (becomes === undefined) continue
    adopted.push(becomes)
    if (becomes !== chatId) await move(db, chatId, becomes)
  }
  if (adopted.length === 0) return []
  const left = strays.filter(({ externalId }) => !byName.has(externalId))
  if (left.length > 0) await db.meta.put({ key: 'strays', chats: left })
  else await db.meta.delete('strays')
  return adopted
}

async function move(db: DeskDatabase, from: ChatId, to: ChatId): Promise<void> {
  const [draft, pictures] = await Promise.all([db.drafts.get(from), db.draftImages.get(from)])
  if (draft) await db.drafts.put({ ...draft, chatId: to })
  if (pictures) await db.draftImages.put({ ...pictures, chatId: to })
  await Promise.all([db.drafts.delete(from), db.draftImages.delete(from)])
  const unsent = (await readUnsent(db)).filter(({ chatId }) => chatId === from)
  await db.messages.bulkPut(unsent.map(({ row }) => toUnsentEntry({ ...row, chatId: to })))
  const wishes = await db.outbox.filter(({ chatId }) => chatId === from).toArray()
  await db.outbox.bulkPut(
    wishes.map((entry): CommandEntry => ({ ...entry, chatId: to, command: inChat(entry.command, to) })),
  )
}

function inChat(command: CommandEnvelope, chatId: ChatId): CommandEnvelope {
  if (!('chatId' in command.args)) return command
  // Only the id changes; which command it is stays, and that is what the union is told apart by.
  return { ...command, args: { ...command.args, chatId } } as CommandEnvelope
}

export function isUndelivered(state: string | undefined): boolean {
  return state === 'queued' || state === 'sending' || state === 'unknown' || state === 'failed'
}

async function readStrays(db: DeskDatabase): Promise<StraysState['chats']> {
  const state = await db.meta.get('strays')
  return state?.key === 'strays' ? state.chats : []
}
