import { createStore, type StoreApi } from 'zustand/vanilla'

import type { ChatId, MessageId } from '#shared/domain/ids'

import { NO_FILTERS, type ChatFilters } from '../../../data/chat-filters'
import type { ChatListQuery } from '../../../data/desk-data'
import type { SavedView } from '../../../data/saved-view'

/** Two views of one list: conversations by time, or cases by who waits. */
export type ListPlace = 'chats' | 'cases'
export type ListFilter = ChatListQuery['filter']

export const FILTERS = {
  chats: ['all', 'unread'],
  cases: ['mine', 'later', 'queue', 'open', 'closed'],
} as const satisfies Record<ListPlace, readonly ListFilter[]>

/** `seen`: in place of the tabs, what the client sees (spec M19). */
export type ContextTab = 'client' | 'case' | 'response' | 'history' | 'seen'

/** What is being done to the open client's card. */
export type CardDeed = 'edit' | 'link' | 'merge'

/** A message of the open chat that was looked for (spec F3). */
export interface FoundPlace {
  readonly messageId: MessageId
  /** For which words. */
  readonly typed: string
  /** Where one was before; `null`: nowhere, or in the same chat. */
  readonly from: ChatId | null
}

export interface ChatsState {
  readonly openId: ChatId | null
  /** Goes with the chat: whatever opens one else has nothing to look for. */
  readonly found: FoundPlace | null
  /** Looked into unseen (spec V2): open, and nobody is told. */
  readonly isWatching: boolean
  /** Where the keyboard stands in the list; follows `openId`. */
  readonly activeId: ChatId | null
  readonly place: ListPlace
  readonly filter: ListFilter
  readonly search: string
  /** What narrows the list besides; each place has its own. */
  readonly filters: ChatFilters
  /** Stays as it is from chat to chat. */
  readonly contextTab: ContextTab
  /** Goes with the chat and its tab. */
  readonly cardDeed: CardDeed | null
  /** Grows each time the composer should take focus. */
  readonly composerFocus: number
}

export interface ChatsStore {
  readonly store: StoreApi<ChatsState>
  open(id: ChatId): void
  /** At the message that was found for these words. */
  openFound(id: ChatId, messageId: MessageId, typed: string): void
  /** Back to where one was before it; in the same chat to its end. */
  leaveFound(): void
  /** Opens it unseen. */
  watch(id: ChatId): void
  close(): void
  /** Moves the mark in the list without opening. */
  point(id: ChatId): void
  /** Each place keeps the filter that was left there. */
  setPlace(place: ListPlace): void
  setFilter(filter: ListFilter): void
  setSearch(search: string): void
  setFilters(filters: ChatFilters): void
  /** Back to the whole list: neither words nor filters. */
  clearAll(): void
  /** Shows the list of this place as it was saved. */
  applyView(view: Pick<SavedView, 'filter' | 'search' | 'filters'>): void
  setContextTab(tab: ContextTab): void
  setCardDeed(deed: CardDeed | null): void
  /** What was typed into the case's comment and not saved yet. */
  commentOf(id: ChatId): string
  keepComment(id: ChatId, text: string): void
  /** The rows on the screen, for walking them from the composer; told by the list, no state of its own. */
  listed(): readonly ChatId[]
  setListed(ids: readonly ChatId[]): void
}

export function createChatsStore(): ChatsStore {
  const store = createStore<ChatsState>(() => ({
    openId: null,
    found: null,
    isWatching: false,
    activeId: null,
    place: 'chats',
    filter: 'all',
    search: '',
    filters: NO_FILTERS,
    contextTab: 'client',
    cardDeed: null,
    composerFocus: 0,
  }))
  const left: Record<ListPlace, ListFilter> = { chats: 'all', cases: 'mine' }
  const leftFilters: Record<ListPlace, ChatFilters> = { chats: NO_FILTERS, cases: NO_FILTERS }
  const comments = new Map<ChatId, string>()
  let listed: readonly ChatId[] = []
  return {
    store,
    commentOf: (id) => comments.get(id) ?? '',
    keepComment(id, text) {
      if (text === '') comments.delete(id)
      else comments.set(id, text)
    },
    listed: () => listed,
    setListed(ids) {
      listed = ids
    },
    open(id) {
      store.setState((state) => ({
        openId: id,
        found: null,
        isWatching: false,
        activeId: id,
        cardDeed: state.openId === id ? state.cardDeed : null,
        composerFocus: state.composerFocus + 1,
      }))
    },
    openFound(id, messageId, typed) {
      store.setState(({ openId, found, isWatching, cardDeed }) => ({
        openId: id,
        cardDeed: openId === id ? cardDeed : null,
        found: { messageId, typed, from: openId === id ? (found?.from ?? null) : openId },
        isWatching: isWatching && openId === id,
        activeId: id,
      }))
    },
    leaveFound() {
      const { found, openId } = store.getState()
      if (found?.from != null) this.open(found.from)
      else if (openId !== null) this.open(openId)
    },
    watch(id) {
      store.setState({ openId: id, found: null, isWatching: true, activeId: id, cardDeed: null })
    },
    close() {
      store.setState({ openId: null, found: null, isWatching: false, cardDeed: null })
    },
    point(id) {
      store.setState({ activeId: id })
    },
    setPlace(place) {
      if (store.getState().place !== place) store.setState({ place, filter: left[place], filters: leftFilters[place] })
    },
    setFilter(filter) {
      left[store.getState().place] = filter
      store.setState({ filter })
    },
    setSearch(search) {
      store.setState({ search })
    },
    setFilters(filters) {
      leftFilters[store.getState().place] = filters
      store.setState({ filters })
    },
    clearAll() {
      leftFilters[store.getState().place] = NO_FILTERS
      store.setState({ search: '', filters: NO_FILTERS })
    },
    applyView({ filter, search, filters }) {
      const { place } = store.getState()
      left[place] = filter
      leftFilters[place] = filters
      store.setState({ filter, search, filters })
    },
    setContextTab(contextTab) {
      store.setState({ contextTab, cardDeed: null })
    },
    setCardDeed(cardDeed) {
      store.setState({ cardDeed })
    },
  }
}

/** The neighbour in the list, staying at its ends; from nowhere the first. */
export function neighbour<T>(ids: readonly T[], from: T | null, step: number): T | null {
  if (ids.length === 0) return null
  const at = from === null ? -1 : ids.indexOf(from)
  if (at === -1) return ids[step > 0 ? 0 : ids.length - 1] ?? null
  return ids[Math.max(0, Math.min(ids.length - 1, at + step))] ?? null
}
