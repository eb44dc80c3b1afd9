import { useCallback, useEffect, useMemo, useRef, useState } from 'react'

import { FIRST_LIST_ROWS, type ChatListPage, type ChatListQuery } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { useObserved } from '../../../ui/use-observed'
import { spanFor, type ShownRange, type Span } from '../model/list-window'

type ListQuery = Required<Pick<ChatListQuery, 'filter' | 'search' | 'filters'>>

const FIRST: Span = { offset: 0, limit: FIRST_LIST_ROWS }
/** Counting reads every key of the list, so that it is done for whoever moves about in it and not more often. */
const COUNTED_AGAIN_MS = 10_000

interface Told {
  readonly page: ChatListPage
  readonly query: ListQuery
  readonly span: Span
}

export interface ListWindow {
  /** `null` until the cache has answered. */
  readonly page: ChatListPage | null
  /** What that is the answer to. */
  readonly query: Readonly<ListQuery> | null
  /** How long the list is, as far as is known. */
  readonly total: number
  /** Told whenever other rows come on the screen. */
  readonly handleRange: (range: ShownRange) => void
  /** Somebody is about to move in the list. */
  readonly handleApproach: () => void
}

/** The part of the list that is on the screen, with some rows around it; the rest is read when it comes into sight. */
export function useListWindow({ filter, search, filters }: ListQuery): ListWindow {
  const data = useDeskData()
  const query = useMemo(() => ({ filter, search, filters }), [filter, search, filters])
  const [asked, setAsked] = useState({ query, span: FIRST })
  const span = asked.query === query ? asked.span : FIRST
  const observe = useCallback(
    (listener: (told: Told) => void) =>
      data.observeChatList({ ...query, ...span }, (page) => {
        listener({ page, query, span })
      }),
    [data, query, span],
  )
  const ready = data.peekChatList({ ...query, ...span })
  const told = useObserved<Told | null>(observe, ready && { page: ready, query, span }, true)
  const [counted, setCounted] = useState<{ readonly query: ListQuery; readonly total: number } | null>(null)
  const countedAt = useRef({ query, atMs: Number.NEGATIVE_INFINITY })
  const shown = useRef<ShownRange | null>(null)

  const page = told?.page ?? null
  const total = totalOf(page, counted?.query === told?.query ? (counted?.total ?? 0) : 0)
  const isAnswered = told?.query === query && told.span === span
  const hasMore = page?.hasMore === true

  const handleApproach = useCallback(() => {
    const nowMs = performance.now()
    const { current: last } = countedAt
    if (!hasMore || (last.query === query && nowMs - last.atMs < COUNTED_AGAIN_MS)) return
    countedAt.current = { query, atMs: nowMs }
    void data.countChats(query).then((count) => {
      if (count !== null) setCounted({ query, total: count })
    })
  }, [data, query, hasMore, setCounted])

  const follow = useCallback(() => {
    // One answer at a time: whoever draws the bar across the whole list wants that of the place where it comes to rest.
    if (!isAnswered || !shown.current) return
    const next = spanFor(span, shown.current, hasMore ? Number.POSITIVE_INFINITY : total)
    if (next !== span) setAsked({ query, span: next })
    if (next.offset > 0) handleApproach()
  }, [isAnswered, span, total, hasMore, query, handleApproach])
  useEffect(follow, [follow])
  const handleRange = useCallback(
    (range: ShownRange) => {
      shown.current = range
      follow()
    },
    [follow],
  )
  useEffect(() => {
    shown.current = null
  }, [query])

  return { page, query: told?.query ?? null, total, handleRange, handleApproach }
}

/** A page that is the last one knows it; else whatever was counted, and at least what is there and one more. */
function totalOf(page: ChatListPage | null, counted: number): number {
  if (!page) return 0
  const known = page.offset + page.rows.length
  return page.hasMore ? Math.max(counted, known) : known
}
