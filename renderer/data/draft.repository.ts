import type { ChatId } from '#shared/domain/ids'

import type { CacheChanges } from './cache-changes'
import type { DeskDatabase } from './database'
import type { Draft } from './desk-data'
import type { DraftEntry } from './rows'
import { inTurn } from './sealing/in-turn'

export class DraftRepository {
  /** Each save replaces the one before, however long its files take on their way to the disk. */
  private readonly inOrder = inTurn()
  /** The list shows older words of them. */
  private readonly untold = new Set<ChatId>()

  constructor(
    private readonly db: DeskDatabase,
    private readonly changes: CacheChanges,
    /** Absent: nobody is. */
    private readonly writing: { readonly isWriting: boolean } = { isWriting: false },
  ) {}

  /** Somebody has stopped writing. */
  tellRows(): void {
    const chats = [...this.untold]
    this.untold.clear()
    this.changes.publish({ chats })
  }

  async readDraft(chatId: ChatId): Promise<Draft | null> {
    const [draft, pictures] = await Promise.all([this.db.drafts.get(chatId), this.db.draftImages.get(chatId)])
    if (!draft && !pictures) return null
    return {
      text: draft?.text ?? '',
      images: await Promise.all(
        (pictures?.images ?? []).map(async (image) => ({ ...image, blob: await this.db.files.open(image.blob) })),
      ),
      ...(pictures?.awaited ? { awaited: pictures.awaited } : {}),
      ...(draft?.isNote ? { isNote: true } : {}),
      ...(draft?.edited ? { edited: draft.edited } : {}),
    }
  }

  async saveDraft(chatId: ChatId, draft: Draft | null): Promise<void> {
    return this.inOrder(async () => {
      const images = await Promise.all(
        (draft?.images ?? []).map(async (image) => ({ ...image, blob: await this.db.files.seal(image.blob) })),
      )
      await this.save(chatId, draft && { ...draft, images })
    })
  }

  private async save(chatId: ChatId, draft: Draft | null): Promise<void> {
    const hasFiles = draft !== null && (draft.images.length > 0 || (draft.awaited?.length ?? 0) > 0)
    const kept = draft && (draft.text !== '' || hasFiles || draft.edited) ? draft : null
    const { db } = this
    const row = await db.transaction('rw', [db.drafts, db.draftImages, db.chats], async () => {
      if (kept) await db.drafts.put(toEntry(chatId, kept))
      else await db.drafts.delete(chatId)
      if (kept && hasFiles) {
        const { images, awaited } = kept
        await db.draftImages.put({ chatId, images, ...(awaited ? { awaited } : {}) })
      } else await db.draftImages.delete(chatId)
      const chat = await db.chats.get(chatId)
      const draftText = kept && (kept.text !== '' || hasFiles) ? firstLine(kept.text) : null
      if (!chat || chat.draftText === draftText) return 'same'
      await db.chats.put({ ...chat, draftText })
      return chat.draftText === null || draftText === null ? 'other' : 'otherWords'
    })
    this.changes.publish({ drafts: [chatId] })
    if (row === 'same') return
    this.untold.add(chatId)
    // A draft is saved at every second key: reading and drawing the list for each would keep the next key waiting.
    if (row === 'other' || !this.writing.isWriting) this.tellRows()
  }
}

function toEntry(chatId: ChatId, { text, isNote, edited }: Draft): DraftEntry {
  return { chatId, text, ...(isNote ? { isNote: true } : {}), ...(edited ? { edited } : {}) }
}

export function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
