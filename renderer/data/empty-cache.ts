import type { ChatId } from '#shared/domain/ids'
import Dexie from 'dexie'

import { forgetDesk, keyOfFirstList } from './cache-health'
import { databaseNameOf, DeskDatabase, type DatabaseOptions } from './database'
import type { OnlyHere } from './desk-data'
import { readUnsent } from './overlay'
import { countUnreadable, openRaw } from './sealing/count-unreadable'
import { vaultsOf } from './sealing/cache-key'
import type { CacheAccess } from './sealing/open-cache'
import { isAtHub } from './shared-draft.repository'

/** What a person wrote that the hub does not have: the one part of a cache that cannot be fetched again. */
export async function countOnlyHere(db: DeskDatabase): Promise<OnlyHere> {
  const [unsent, wishes, drafts, pictures, remarks] = await Promise.all([
    readUnsent(db),
    db.outbox.toArray(),
    draftsOnlyHere(db),
    db.draftImages.toCollection().primaryKeys(),
    db.remarkDrafts.filter(({ isSent }) => !isSent).count(),
  ])
  // Of a message both the wish and the row may be here.
  const messages = new Set([...unsent.map(({ id }) => id), ...wishes.map(({ messageId, id }) => messageId ?? id)])
  return { messages: messages.size, drafts: new Set([...drafts, ...pictures]).size + remarks }
}

/** What the hub keeps for the person's other desks is not only here. */
async function draftsOnlyHere(db: DeskDatabase): Promise<readonly ChatId[]> {
  const drafts = await db.drafts.toArray()
  const atHub = await Promise.all(drafts.map((draft) => isAtHub(db, draft)))
  return drafts.filter((_draft, at) => !atHub[at]).map(({ chatId }) => chatId)
}

export interface EmptyOptions extends Pick<DatabaseOptions, 'indexedDb'> {
  /** What lies open, or encrypted with this key. */
  readonly access: CacheAccess
  /** What only this computer has stays, for the same person's next sign-in; nobody else ever opens this database. */
  readonly keepsUnsent: boolean
  readonly storage: Pick<Storage, 'removeItem'>
}

/**
 * Takes everything away that came from the hub, in one transaction; the whole database where nothing is to be kept.
 * `null`: there is nothing left. Safe to be done again after a crash at any moment.
 */
export async function emptyCache(options: EmptyOptions): Promise<OnlyHere | null> {
  const { indexedDb, keepsUnsent, storage } = options
  const { name, key, isKeyAway } = options.access
  if (isKeyAway) return leaveSealed(name, options)
  const vaults = key && vaultsOf(key)
  const db = new DeskDatabase({
    name,
    durability: 'strict',
    vaults,
    takesNewer: true,
    ...(indexedDb ? { indexedDb } : {}),
  })
  try {
    storage.removeItem(keyOfFirstList(db.name))
    const left = keepsUnsent ? await keepOnlyHere(db) : null
    if (left && left.messages + left.drafts > 0) return left
    await db.delete()
    forgetDesk(storage, db.name)
    return null
  } finally {
    db.close()
  }
}

/** Both forms of it, unread, whatever version has kept them. */
export async function deleteCache(name: string, storage: Pick<Storage, 'removeItem'>): Promise<void> {
  for (const form of ['plain', 'sealed'] as const) {
    const databaseName = databaseNameOf(name, form)
    await Dexie.delete(databaseName)
    forgetDesk(storage, databaseName)
  }
}

/** Without its key nothing of it can be taken out, nor read by anybody: what was not sent waits in it as it is. */
async function leaveSealed(name: string, { indexedDb, keepsUnsent, storage }: EmptyOptions): Promise<OnlyHere | null> {
  const raw = await openRaw(name, indexedDb)
  try {
    const { messages, drafts } = await countUnreadable(raw)
    if (keepsUnsent && messages + drafts > 0) return { messages, drafts }
    await raw.delete()
    forgetDesk(storage, raw.name)
    return null
  } finally {
    raw.close()
  }
}

/** Whatever table a later version adds comes from the hub until it is named here. */
const WRITTEN_HERE = ['outbox', 'images', 'drafts', 'draftImages', 'remarkDrafts', 'meta']

async function keepOnlyHere(db: DeskDatabase): Promise<OnlyHere> {
  return db.transaction('rw', db.tables, async () => {
    const unsent = await readUnsent(db)
    const drafts = new Set<string>(await draftsOnlyHere(db))
    await db.drafts.filter(({ chatId }) => !drafts.has(chatId)).delete()
    for (const table of db.tables) if (!WRITTEN_HERE.includes(table.name)) await table.clear()
    await db.messages.bulkPut(unsent)
    const messageIds = new Set(unsent.map(({ id }) => id))
    await db.images.filter(({ messageId }) => !messageIds.has(messageId)).delete()
    await db.meta.where('key').noneOf(['desk', 'form', 'lost']).delete()
    // What was written just now is no news to an index that is gone.
    await db.textQueue.clear()
    return countOnlyHere(db)
  })
}
