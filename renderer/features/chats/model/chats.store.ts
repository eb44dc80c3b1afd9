import { createStore, type StoreApi } from 'zustand/vanilla'

import type { ChatId } from '#shared/domain/ids'

export interface ChatsState {
  readonly openId: ChatId | null
  /** Where the keyboard stands in the list; follows `openId`. */
  readonly activeId: ChatId | null
  readonly filter: 'all' | 'unread'
  readonly search: string
  /** Grows each time the composer should take focus. */
  readonly composerFocus: number
}

export interface ChatsStore {
  readonly store: StoreApi<ChatsState>
  open(id: ChatId): void
  close(): void
  /** Moves the mark in the list without opening. */
  point(id: ChatId): void
  setFilter(filter: ChatsState['filter']): void
  setSearch(search: string): void
  /** The rows on the screen, for walking them from the composer; told by the list, no state of its own. */
  listed(): readonly ChatId[]
  setListed(ids: readonly ChatId[]): void
}

export function createChatsStore(): ChatsStore {
  const store = createStore<ChatsState>(() => ({
    openId: null,
    activeId: null,
    filter: 'all',
    search: '',
    composerFocus: 0,
  }))
  let listed: readonly ChatId[] = []
  return {
    store,
    listed: () => listed,
    setListed(ids) {
      listed = ids
    },
    open(id) {
      store.setState((state) => ({ openId: id, activeId: id, composerFocus: state.composerFocus + 1 }))
    },
    close() {
      store.setState({ openId: null })
    },
    point(id) {
      store.setState({ activeId: id })
    },
    setFilter(filter) {
      store.setState({ filter })
    },
    setSearch(search) {
      store.setState({ search })
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
