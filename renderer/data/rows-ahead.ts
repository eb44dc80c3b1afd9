import type { Change } from '#shared/contract/sync'
import type { Chat } from '#shared/domain/chat'
import type { ChatId } from '#shared/domain/ids'

import type { LastBefore } from './rows'

/**
 * What has come ahead of its place on this connection (docs/adr/0082). The feed brings it again, perhaps as it was read
 * before it came ahead.
 */
export class RowsAhead {
  private readonly seqs = new Map<string, number>()
  private readonly lastBefore = new Map<ChatId, LastBefore['last']>()

  note(changes: readonly Change[]): void {
    for (const change of changes) this.seqs.set(keyOf(change), change.seq)
  }

  /** Without what is here in a newer form. */
  withoutOlder(changes: readonly Change[]): readonly Change[] {
    if (this.seqs.size === 0) return changes
    return changes.filter((change) => change.seq >= (this.seqs.get(keyOf(change)) ?? 0))
  }

  /** Before its row is replaced by one that came ahead; `null`: nothing was said in it, or the cache had no such row. */
  noteLast(chatId: ChatId, last: LastBefore['last']): void {
    if (!this.lastBefore.has(chatId)) this.lastBefore.set(chatId, last && { id: last.id, atMs: last.atMs })
  }

  /** What was said last by the row that stands in the feed's own order. */
  lastOf(chat: Chat): LastBefore['last'] {
    const before = this.lastBefore.get(chat.id)
    return before === undefined ? chat.lastMessage : before
  }

  get lasts(): readonly LastBefore[] {
    return [...this.lastBefore].map(([chatId, last]) => ({ chatId, last }))
  }

  /** After a new start: rows that came ahead of it still stand in the cache. */
  restoreLasts(lasts: readonly LastBefore[]): void {
    for (const { chatId, last } of lasts) this.noteLast(chatId, last)
  }

  clear(): void {
    this.seqs.clear()
    this.lastBefore.clear()
  }
}

function keyOf({ entity, id }: Change): string {
  return `${entity} ${id}`
}
