import type { ChatId } from '#shared/domain/ids'

import type { IncomingMessage } from '../data/desk-data'

export interface ChatCount {
  readonly chatId: ChatId
  readonly name: string
  readonly count: number
}

/** How much came in each chat, the one with the latest first. */
export function countByChat(
  news: readonly IncomingMessage[],
  nameOf: (arrival: IncomingMessage) => string,
): readonly ChatCount[] {
  const counts = new Map<ChatId, ChatCount>()
  for (const arrival of news) {
    const { id } = arrival.chat
    const count = (counts.get(id)?.count ?? 0) + 1
    counts.delete(id)
    counts.set(id, { chatId: id, name: nameOf(arrival), count })
  }
  return [...counts.values()].reverse()
}
