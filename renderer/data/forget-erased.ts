import type { DeskDatabase } from './database'
import type { NewestChanges } from './newest-changes'

/**
 * Within the transaction of a batch: people whose data the hub has erased. Unlike a conversation that is merely gone,
 * what was written here and never sent goes as well.
 */
export async function forgetErased(db: DeskDatabase, { erased, calls }: NewestChanges): Promise<void> {
  const goneCalls = [...calls].flatMap(([id, row]) => (row ? [] : [id]))
  if (goneCalls.length > 0) await db.remarkDrafts.bulkDelete(goneCalls)
  if (erased.size === 0) return
  const chatIds = [...erased]
  const messages = await db.messages.filter(({ chatId }) => erased.has(chatId)).primaryKeys()
  await db.messages.bulkDelete(messages)
  await db.images.bulkDelete(messages)
  await db.outbox.filter(({ chatId }) => chatId !== null && erased.has(chatId)).delete()
  await db.drafts.bulkDelete(chatIds)
  await db.hubDrafts.bulkDelete(chatIds)
  await db.draftImages.bulkDelete(chatIds)
  await db.histories.bulkDelete(chatIds)
}
