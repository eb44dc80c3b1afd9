import type { ChatId } from '#shared/domain/ids'

import type { DeskDatabase } from './database'
import { firstLine } from './draft.repository'
import type { NewestChanges } from './newest-changes'
import { deleteChats, newestUnsentByChat, putChats, readUnsent } from './overlay'
import { toCallEntry, toChatEntry, type PendingWishes } from './shown-rows'

/** `alsoChanged`: chats whose own last line was replaced by a row of the hub. */
export async function applyChats(
  db: DeskDatabase,
  { chats }: NewestChanges,
  wishes: PendingWishes,
  alsoChanged: readonly ChatId[],
): Promise<void> {
  const ids = [...new Set([...chats.keys(), ...alsoChanged])]
  if (ids.length === 0) return
  const [entries, unsent] = await Promise.all([db.chats.bulkGet(ids), readUnsent(db)])
  const known = new Map(entries.flatMap((entry) => (entry ? [[entry.id, entry]] : [])))
  const newestUnsent = newestUnsentByChat(unsent)
  const drafts = known.size === ids.length ? new Map<ChatId, string>() : await readDraftTexts(db)
  const put = ids.flatMap((id) => {
    const before = known.get(id)
    const base = chats.has(id) ? chats.get(id) : before?.base
    if (!base) return []
    const draftText = before ? before.draftText : (drafts.get(id) ?? null)
    return [toChatEntry(base, wishes, newestUnsent.get(id) ?? null, draftText)]
  })
  const gone = [...known.values()].filter(({ id }) => chats.get(id) === null)
  await putChats(
    db,
    put,
    put.map(({ id }) => known.get(id)),
  )
  if (gone.length > 0) await deleteChats(db, gone)
}

export async function applyNames(db: DeskDatabase, { channels, agents, directory }: NewestChanges): Promise<void> {
  for (const [id, row] of channels) await (row ? db.channels.put(row) : db.channels.delete(id))
  for (const [id, row] of agents) await (row ? db.agents.put(row) : db.agents.delete(id))
  if (directory) await db.meta.put({ key: 'directory', directory })
}

export async function applyTelephony(db: DeskDatabase, { telephony }: NewestChanges): Promise<void> {
  if (telephony === undefined) return
  if (telephony) await db.meta.put({ key: 'telephony', telephony })
  else await db.meta.delete('telephony')
}

export async function applyCalls(db: DeskDatabase, { calls }: NewestChanges, wishes: PendingWishes): Promise<void> {
  if (calls.size === 0) return
  const rows = [...calls.values()].filter((row) => row !== null)
  await db.calls.bulkPut(rows.map((row) => toCallEntry(row, wishes)))
  await db.calls.bulkDelete([...calls].flatMap(([id, row]) => (row ? [] : [id])))
}

async function readDraftTexts(db: DeskDatabase): Promise<Map<ChatId, string>> {
  const drafts = await db.drafts.toArray()
  return new Map(drafts.map(({ chatId, text }) => [chatId, firstLine(text)]))
}
