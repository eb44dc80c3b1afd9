import {
  afterTold,
  areSameWords,
  MAX_KEPT_DRAFT,
  NO_WORDS,
  type KeptDraft,
  type OfferedDraft,
} from '#shared/domain/draft'
import type { ChatId } from '#shared/domain/ids'

import type { CacheChanges } from './cache-changes'
import type { DeskDatabase } from './database'
import { firstLine } from './draft.repository'
import type { DraftEntry } from './rows'

/** Brings what is written here and what the hub keeps for all desks of the person together (spec M20). Texts alone. */
export class SharedDraftRepository {
  constructor(
    private readonly db: DeskDatabase,
    private readonly changes: CacheChanges,
  ) {}

  /** What stands here and not at the hub. */
  async readOffers(): Promise<readonly OfferedDraft[]> {
    const { db } = this
    return db.transaction('r', [db.drafts, db.hubDrafts], async () => {
      const [here, known] = await Promise.all([db.drafts.toArray(), db.hubDrafts.toArray()])
      const written = new Map(here.map((draft) => [draft.chatId, draft]))
      const told = new Map(known.map((draft) => [draft.chatId, draft]))
      return [...new Set([...written.keys(), ...told.keys()])].flatMap((chatId): OfferedDraft[] => {
        const { text, isNote } = wordsOf(written.get(chatId))
        const { version, ...there } = told.get(chatId) ?? noneOf(chatId)
        if (areSameWords({ text, isNote }, there) || text.length > MAX_KEPT_DRAFT) return []
        return [{ chatId, base: version, text, isNote }]
      })
    })
  }

  /** `offered`: what the hub may be answering to. `isWhole`: it keeps no others. */
  async apply(
    drafts: readonly KeptDraft[],
    isWhole: boolean,
    offered: ReadonlyMap<ChatId, OfferedDraft>,
  ): Promise<void> {
    const { db } = this
    const changed = await db.transaction('rw', [db.drafts, db.hubDrafts, db.chats], async () => {
      const known = new Map((await db.hubDrafts.toArray()).map((draft) => [draft.chatId, draft]))
      const named = new Set(drafts.map(({ chatId }) => chatId))
      const gone = isWhole ? [...known.keys()].filter((chatId) => !named.has(chatId)).map(noneOf) : []
      const touched: ChatId[] = []
      for (const told of [...drafts, ...gone]) {
        const { chatId } = told
        const entry = await db.drafts.get(chatId)
        const here = wordsOf(entry)
        const before = { known: known.get(chatId) ?? noneOf(chatId), here, offered: offered.get(chatId) ?? null }
        const words = afterTold(before, told)
        // Told out of turn: the newer one is known already.
        if (told.version >= before.known.version || isWhole) await db.hubDrafts.put(told)
        if (areSameWords(words, here)) continue
        await this.put(chatId, { ...entry, chatId, ...words })
        touched.push(chatId)
      }
      return touched
    })
    if (changed.length > 0) this.changes.publish({ chats: changed, draftsTold: changed })
  }

  private async put(chatId: ChatId, { isNote, ...draft }: DraftEntry): Promise<void> {
    const { db } = this
    if (draft.text === '' && !draft.edited) await db.drafts.delete(chatId)
    else await db.drafts.put({ ...draft, ...(isNote ? { isNote } : {}) })
    const chat = await db.chats.get(chatId)
    if (chat) await db.chats.put({ ...chat, draftText: draft.text === '' ? null : firstLine(draft.text) })
  }
}

/** What the hub has of it need not stay at this desk (spec M20). */
export async function isAtHub(db: DeskDatabase, draft: DraftEntry): Promise<boolean> {
  const told = await db.hubDrafts.get(draft.chatId)
  return told !== undefined && !draft.edited && areSameWords(wordsOf(draft), told)
}

function noneOf(chatId: ChatId): KeptDraft {
  return { chatId, version: 0, ...NO_WORDS }
}

function wordsOf(entry: DraftEntry | undefined) {
  return entry ? { text: entry.text, isNote: entry.isNote ?? false } : NO_WORDS
}
