import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import type { VirtuosoHandle } from 'react-virtuoso'
import { useStore } from 'zustand'

import type { ChatId } from '#shared/domain/ids'

import type { ChatsStore } from '../model/chats.store'
import { stepFrom, type ShownRange } from '../model/list-window'

export interface WalkedListProps {
  readonly chats: ChatsStore
  readonly list: RefObject<VirtuosoHandle | null>
  /** Another one is another list, in which nothing goes on. */
  readonly query: object | null
  /** The rows that were read, the first of them at `offset` of `count`. */
  readonly ids: readonly ChatId[]
  readonly offset: number
  readonly count: number
  readonly handleRange: (range: ShownRange) => void
}

export interface WalkedList {
  /** Moves the mark by so many rows, infinitely many: to the end. */
  readonly point: (step: number) => void
  readonly noteRange: (range: ShownRange) => void
}

/** The mark of the keyboard in a list of which only a part is here. */
export function useWalkedList({ chats, list, query, ids, offset, count, handleRange }: WalkedListProps): WalkedList {
  const openId = useStore(chats.store, (state) => state.openId)
  const shown = useRef<ShownRange | null>(null)
  const walked = useRef({ query, offset })
  /** Where the mark goes as soon as that row is here. */
  const [awaited, setAwaited] = useState<number | null>(null)

  useEffect(() => {
    const { openId: id } = chats.store.getState()
    const isElsewhere = id !== null && !ids.includes(id)
    // Whoever has scrolled away from the open chat goes on from it all the same.
    if (isElsewhere && walked.current.query === query && chats.listed().includes(id)) return
    walked.current = { query, offset }
    chats.setListed(ids)
  }, [chats, query, ids, offset])

  // From the composer the mark moves by opening: the row that was opened comes into sight. New messages reorder
  // the list without moving it under the reader.
  useEffect(() => {
    const at = openId === null ? -1 : chats.listed().indexOf(openId)
    if (at !== -1) list.current?.scrollIntoView({ index: walked.current.offset + at })
  }, [chats, list, openId])

  const awaitedId = awaited === null ? undefined : ids[awaited - offset]
  if (awaited !== null && awaitedId !== undefined) setAwaited(null)
  useEffect(() => {
    if (awaitedId !== undefined) chats.point(awaitedId)
  }, [chats, awaitedId])

  function point(step: number): void {
    const { activeId } = chats.store.getState()
    const at = activeId === null ? -1 : ids.indexOf(activeId)
    const place = stepFrom(at === -1 ? null : offset + at, step, shown.current, count)
    if (place === null) return
    const id = ids[place - offset]
    if (id === undefined) {
      setAwaited(place)
      list.current?.scrollToIndex({ index: place, align: step > 0 ? 'end' : 'start' })
    } else {
      setAwaited(null)
      chats.point(id)
      list.current?.scrollIntoView({ index: place })
    }
  }

  const noteRange = useCallback(
    (range: ShownRange) => {
      shown.current = range
      handleRange(range)
    },
    [handleRange],
  )
  return { point, noteRange }
}
