import type { ChatId, MessageId } from '#shared/domain/ids'

import type { DeskDatabase } from './database'
import type { CommandEntry, ImageEntry } from './rows'

/** What the worker reads of the outbox in order to send it. */
export class PendingRepository {
  constructor(private readonly db: DeskDatabase) {}

  /** In the order in which they were wished; only those after `order`. */
  async readAfter(order: number): Promise<readonly (CommandEntry & { readonly order: number })[]> {
    const entries = await this.db.outbox.where('order').above(order).toArray()
    return entries.flatMap((entry) => (entry.order === undefined ? [] : [{ ...entry, order: entry.order }]))
  }

  /** As it stands now; `null` when it was given up or has its outcome. */
  async read(order: number): Promise<(CommandEntry & { readonly order: number }) | null> {
    const entry = await this.db.outbox.get(order)
    return entry ? { ...entry, order } : null
  }

  /** A hub that began anew may not know the conversation yet. */
  async hasChat(chatId: ChatId): Promise<boolean> {
    return (await this.db.chats.where('id').equals(chatId).count()) > 0
  }

  /** The picture or other file that has to be with the hub before this message, if it is not there yet. */
  async readFileToUpload(messageId: MessageId): Promise<ImageEntry | null> {
    const image = await this.db.images.get(messageId)
    return image && !image.isUploaded ? { ...image, blob: await this.db.files.open(image.blob) } : null
  }

  async markUploaded(messageId: MessageId): Promise<void> {
    await this.db.images.update(messageId, { isUploaded: true })
  }
}
