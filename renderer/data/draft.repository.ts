import type { ChatId } from '#shared/domain/ids'

import type { CacheChanges } from './cache-changes'
import type { DeskDatabase } from './database'
import type { Draft } from './desk-data'

export class DraftRepository {
  constructor(
    private readonly db: DeskDatabase,
    private readonly changes: CacheChanges,
  ) {}

  async readDraft(chatId: ChatId): Promise<Draft | null> {
    const [draft, pictures] = await Promise.all([this.db.drafts.get(chatId), this.db.draftImages.get(chatId)])
    if (!draft && !pictures) return null
    return { text: draft?.text ?? '', images: pictures?.images ?? [], ...(draft?.isNote ? { isNote: true } : {}) }
  }

  async saveDraft(chatId: ChatId, draft: Draft | null): Promise<void> {
    const kept = draft !== null && (draft.text !== '' || draft.images.length > 0) ? draft : null
    const { db } = this
    const isListChanged = await db.transaction('rw', [db.drafts, db.draftImages, db.chats], async () => {
      if (kept) await db.drafts.put({ chatId, text: kept.text, ...(kept.isNote ? { isNote: true } : {}) })
      else await db.drafts.delete(chatId)
      if (kept && kept.images.length > 0) await db.draftImages.put({ chatId, images: kept.images })
      else await db.draftImages.delete(chatId)
      const chat = await db.chats.get(chatId)
      const draftText = kept ? firstLine(kept.text) : null
      if (!chat || chat.draftText === draftText) return false
      await db.chats.put({ ...chat, draftText })
      return true
    })
    if (isListChanged) this.changes.publish({ chats: [chatId] })
  }
}

export function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
