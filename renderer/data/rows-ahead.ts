import type { Change } from '#shared/contract/sync'
import type { Chat } from '#shared/domain/chat'
import type { ChatId } from '#shared/domain/ids'

type LastMessage = Chat['lastMessage']

/**
 * What has come ahead of its place on this connection (docs/adr/0082). The feed brings it again, perhaps as it was read
 * before it came ahead.
 */
export class RowsAhead {
  private readonly seqs = new Map<string, number>()
  private readonly lastBefore = new Map<ChatId, LastMessage>()

  note(changes: readonly Change[]): void {
    for (const change of changes) this.seqs.set(keyOf(change), change.seq)
  }

  /** Without what is here in a newer form. */
  withoutOlder(changes: readonly Change[]): readonly Change[] {
    if (this.seqs.size === 0) return changes
    return changes.filter((change) => change.seq >= (this.seqs.get(keyOf(change)) ?? 0))
  }

  /** Before its row is replaced by one that came ahead. */
  noteLast(chatId: ChatId, last: LastMessage): void {
    if (!this.lastBefore.has(chatId)) this.lastBefore.set(chatId, last)
  }

  /** What was said last by the row that stands in the feed's own order. */
  lastOf(chat: Chat): LastMessage {
    return this.lastBefore.get(chat.id) ?? (this.lastBefore.has(chat.id) ? null : chat.lastMessage)
  }

  clear(): void {
    this.seqs.clear()
    this.lastBefore.clear()
  }
}

function keyOf({ entity, id }: Change): string {
  return `${entity} ${id}`
}
