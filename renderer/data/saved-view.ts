import type { ChatFilters } from './chat-filters'
import type { ChatListQuery } from './desk-data'

/** A list as a person set it up, kept on this desk under a name. */
export interface SavedView {
  readonly id: string
  readonly name: string
  readonly place: 'chats' | 'cases'
  readonly filter: ChatListQuery['filter']
  readonly search: string
  readonly filters: ChatFilters
  readonly savedAtMs: number
}
