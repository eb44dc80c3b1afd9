import type { ChatId } from '#shared/domain/ids'

import type { DeskDatabase } from './database'
import type { ChatEntry } from './rows'

/** What the index of the chats is made of, read piece by piece. */
export class IndexSourceRepository {
  constructor(private readonly db: DeskDatabase) {}

  /** In the order of their ids, so that a page begins where the one before ended, whatever is written between. */
  async readPage(after: ChatId | null, limit: number): Promise<readonly ChatEntry[]> {
    const chats = after === null ? this.db.chats.orderBy('id') : this.db.chats.where('id').above(after)
    return chats.limit(limit).toArray()
  }

  /** Those that are gone are not among them. */
  async readEntries(ids: readonly ChatId[]): Promise<readonly ChatEntry[]> {
    const entries = await this.db.chats.bulkGet([...ids])
    return entries.filter((entry) => entry !== undefined)
  }
}
