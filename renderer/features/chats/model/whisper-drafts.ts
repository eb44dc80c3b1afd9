import type { ChatId } from '#shared/domain/ids'

const drafts = new Map<ChatId, string>()

/** What was typed for a colleague and not sent; kept from conversation to conversation for as long as the window lives. */
export function keptWhisper(id: ChatId): string {
  return drafts.get(id) ?? ''
}

export function keepWhisper(id: ChatId, text: string): void {
  if (text === '') drafts.delete(id)
  else drafts.set(id, text)
}
